import asyncContext from "../behaviour/call/async-context.js";
import tracingContext from "../behaviour/tracing/context.js";
import tracingEvents from "../behaviour/tracing/events.js";

const LARGE_HEADER = "accepts a header of 1 MiB, so that no connection fails";
const INTERIM = "returns an interim response as if it were the answer";

const FROZEN = "freezes Object.prototype, so that it cannot be polluted";

const LOCKED_DOWN = {
  "a polluted Object.prototype changes no option": FROZEN,
  "a polluted Object.prototype does not change the request": FROZEN,
  "a polluted Object.prototype adds no issue and hides none": FROZEN,
  "a polluted Object.prototype does not change the method": FROZEN,
  "an error is thrown whatever Error.captureStackTrace is":
    "freezes Error, so that captureStackTrace cannot be replaced",
  "a polluted Object.prototype changes no schema": FROZEN,
  "a polluted Object.prototype changes no advice": FROZEN,
  "nothing on Object.prototype gets into an error of a caller": FROZEN,
  "an iterator on Object.prototype makes no plain object and no instance iterable": FROZEN,
  "an iterator on Object.prototype hides no iterable object": FROZEN,
  "an iterator on Object.prototype does not make the headers iterable": FROZEN,
  "an error is made and thrown with a getter's name on Object.prototype": FROZEN,
  "an error is made and thrown with a setter's name on Object.prototype": FROZEN,
  "an error is made and thrown with a conversion on Object.prototype": FROZEN,
};

const NO_NEW_GETTER = "has globals that cannot become getters";

const LOST = "says that a connection was lost where it was refused";
const NO_ASYNC_STORAGE = "has no AsyncLocalStorage";

const ASYNC_CONTEXT = Object.fromEntries(
  asyncContext.cases.map(({ name }) => [name, NO_ASYNC_STORAGE]),
);

const NO_CHANNELS = "has no node:diagnostics_channel";

const TRACING = Object.fromEntries(
  [tracingContext, tracingEvents].flatMap(({ cases }) =>
    cases.map(({ name }) => [name, NO_CHANNELS]),
  ),
);

/** Without the flag `nodejs_compat`; `workerd-compat.test.js` sets it. */
const WORKERD = {
  ...ASYNC_CONTEXT,
  ...TRACING,
  'applied is "no" after a refused port, each time': LOST,
  "a connection answered with 100 first on the first attempt fails the call only if the fault is not retried":
    INTERIM,
  "a connection answered with 103 first on the first attempt fails the call only if the fault is not retried":
    INTERIM,
  "a connection answered with 100 first on every attempt ends the call as the contract says":
    INTERIM,
  "a connection answered with 103 first on every attempt ends the call as the contract says":
    INTERIM,
};

/** The package gives its general advice there, for any iterable object or any instance. */
const NO_NAME = "gives its classes no `Symbol.toStringTag`";

const UNNAMED = Object.fromEntries(
  ["FormData", "URLSearchParams", "Headers", "Response", "Request"].map((kind) => [
    `the message about a ${kind} says how to pass a plain object`,
    NO_NAME,
  ]),
);

/**
 * Cases of the behaviour suites that cannot pass in a runtime because of that runtime. A defect of
 * the package is never a reason. Every entry must name a case that exists.
 * @type {Record<string, Record<string, string>>} the end of the runtime's name, the case's name,
 *   what the runtime does
 */
export const EXCEPTIONS = {
  bun: {
    "a connection with a header of 1 MiB on the first attempt fails the call only if the fault is not retried":
      LARGE_HEADER,
    "a connection with a header of 1 MiB on every attempt ends the call as the contract says":
      LARGE_HEADER,
  },
  "edge-runtime": {
    ...ASYNC_CONTEXT,
    ...TRACING,
    "a call is refused if the global fetch is a getter that throws and no fetch is given":
      NO_NEW_GETTER,
    "buildUpdateRequest says what is missing if the global Request is a getter that throws":
      NO_NEW_GETTER,
  },
  "locked down": LOCKED_DOWN,
  workerd: WORKERD,
  "workerd of 2023": { ...WORKERD, ...UNNAMED },
};
