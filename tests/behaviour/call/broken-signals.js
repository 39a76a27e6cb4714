/** Signals whose listeners cannot be added or removed. */
import { answering, silence } from "../../support/answering.js";
import { assertError, ID, KEY, rejection } from "../../support/calls.js";
import { withoutJitter } from "../../support/no-jitter.js";

const AT_ONCE_MS = 3_000;
const BOOM = new Error("from the signal");

/** A signal by duck typing, one of whose methods throws until it is mended. */
function brokenSignal(method, { worksBefore = 0 } = {}) {
  const controller = new AbortController();
  const target = controller.signal;
  let left = worksBefore;
  let isBroken = true;
  const run =
    (name) =>
    (...parameters) => {
      if (name === method && isBroken && left-- <= 0) throw BOOM;
      return target[name](...parameters);
    };
  const signal = {
    get aborted() {
      return target.aborted;
    },
    get reason() {
      return target.reason;
    },
    addEventListener: run("addEventListener"),
    removeEventListener: run("removeEventListener"),
  };
  const mend = () => {
    isBroken = false;
  };
  return { signal, mend, abort: (reason) => controller.abort(reason) };
}

/** The ways to make a call with a signal, each with a list of what it sent. */
const CALLERS = [
  [
    "the plain function",
    (t, options, ...answers) => {
      const { fetch, requests } = answering(...answers);
      const promise = t.sdk.updateIntegration(ID, {}, { apiKey: KEY, fetch, ...options });
      return { promise, requests };
    },
  ],
  [
    "a client",
    (t, options, ...answers) => {
      const { fetch, requests } = answering(...answers);
      const promise = new t.sdk.OdeusClient({ apiKey: KEY, fetch }).updateIntegration(
        ID,
        {},
        options,
      );
      return { promise, requests };
    },
  ],
];

/** Asserts that a call with the signal hears an abort at once. */
async function assertHeard(t, start, { signal, abort }) {
  const { promise, requests } = start(t, { signal, timeoutMs: 5_000 }, silence);
  const ended = rejection(t, promise);
  t.assert.lengthOf(requests, 1);
  const startedAt = performance.now();
  abort("enough");
  assertError(t, await ended, "AbortError", { attempts: 1, applied: "unknown", cause: "enough" });
  t.assert.isBelow(performance.now() - startedAt, AT_ONCE_MS);
}

export default {
  topic: "broken signals",
  cases: CALLERS.flatMap(([caller, start]) => [
    {
      name: `${caller} refuses a signal that takes no listener, and sends nothing`,
      run: async (t) => {
        const { signal } = brokenSignal("addEventListener");
        const { promise, requests } = start(t, { signal }, 200);
        const error = await rejection(t, promise);
        assertError(t, error, "ConfigurationError", {
          ...{ code: "invalid_configuration", option: "signal" },
          ...{ attempts: 0, applied: "no", retryable: false },
        });
        t.assert.strictEqual(error.cause, BOOM);
        t.assert.lengthOf(requests, 0);
      },
    },
    {
      name: `${caller} hears an abort of a signal that took no listener before`,
      run: async (t) => {
        const broken = brokenSignal("addEventListener");
        const options = { signal: broken.signal };
        const refused = [1, 2].map(() => rejection(t, start(t, options, 200).promise));
        for (const error of await Promise.all(refused))
          t.assert.instanceOf(error, t.sdk.OdeusError);
        broken.mend();
        await assertHeard(t, start, broken);
      },
    },
    {
      name: `${caller} works with a signal that keeps its listener, and hears its abort later`,
      run: async (t) => {
        const broken = brokenSignal("removeEventListener");
        for (let number = 0; number < 3; number += 1) {
          const { integration } = await start(t, { signal: broken.signal }, 200).promise;
          t.assert.isString(integration.id);
        }
        await assertHeard(t, start, broken);
      },
    },
    {
      name: `${caller} ends as usual with a signal that keeps its listener`,
      run: async (t) => {
        const { signal } = brokenSignal("removeEventListener");
        const error = await rejection(t, start(t, { signal }, 404).promise);
        assertError(t, error, "NotFoundError", { attempts: 1, applied: "no" });
      },
    },
    {
      name: `${caller} settles with a signal that takes one listener and no more`,
      run: (t) =>
        withoutJitter(async () => {
          const { signal } = brokenSignal("addEventListener", { worksBefore: 1 });
          const { promise } = start(t, { signal, timeoutMs: 5_000 }, 503, 200);
          const ended = await promise.catch((error) => error);
          if (ended.integration === undefined) t.assert.instanceOf(ended, t.sdk.OdeusError);
          // A timer that is left over would fire now, and what it throws would be uncaught.
          await new Promise((resolve) => setTimeout(resolve, 20));
        }),
    },
  ]),
};
