/** Each fault of the Odeus for tests, and what the client makes of it. */
import { assertError, ID, rejection, table } from "../../support/calls.js";
import { fakeWithClient } from "../../support/fake-odeus.js";
import {
  BROKEN_CONNECTION,
  FAILED_CONNECT,
  FOREIGN_ANSWER,
  SERVER_ERROR,
  TIMED_OUT_BEFORE_HEAD,
  TIMED_OUT_IN_BODY,
  UNUSABLE_ANSWER,
} from "../../support/faults/outcomes.js";

const RATE_LIMITED = {
  class: "RateLimitError",
  code: "rate_limited",
  status: 429,
  applied: "no",
  retryable: true,
};

const STATUS = { class: "APIError", code: "unexpected_status", applied: "no", retryable: false };
const REDIRECT = { ...STATUS, code: "unexpected_redirect", status: 307 };
const CONFLICT = { ...STATUS, status: 409 };
const EMPTY = { ...UNUSABLE_ANSWER, status: 204 };

/** What the row says, the fault, the outcome, and whether the update was made. */
const FAULTS = [
  ["status(503)", (fault) => fault.status(503), SERVER_ERROR, false],
  ["status(409)", (fault) => fault.status(409), CONFLICT, false],
  ["status(307)", (fault) => fault.status(307, null, { location: "/x" }), REDIRECT, false],
  [
    "status(200) with another body",
    (fault) => fault.status(200, { ok: true }),
    FOREIGN_ANSWER,
    true,
  ],
  ["status(204)", (fault) => fault.status(204), EMPTY, true],
  ["status(200) without a body", (fault) => fault.status(200, null), UNUSABLE_ANSWER, true],
  ["rateLimited()", (fault) => fault.rateLimited(), RATE_LIMITED, false],
  ["refused()", (fault) => fault.refused(), FAILED_CONNECT, false],
  ["reset()", (fault) => fault.reset(), BROKEN_CONNECTION, false],
  ["hang()", (fault) => fault.hang(), TIMED_OUT_BEFORE_HEAD, false],
  ["a delay past the deadline", (fault) => fault.delay(60_000), TIMED_OUT_BEFORE_HEAD, false],
  ["hangBody()", (fault) => fault.hangBody(), TIMED_OUT_IN_BODY, true],
  ["breakBody()", (fault) => fault.breakBody(), UNUSABLE_ANSWER, true],
  ["badBody() with a page", (fault) => fault.badBody("<h1>Log in</h1>"), FOREIGN_ANSWER, true],
  ["badBody() with an empty text", (fault) => fault.badBody(""), UNUSABLE_ANSWER, true],
  ["badBody() of 2 MiB", (fault) => fault.badBody("x".repeat(2 ** 21)), UNUSABLE_ANSWER, true],
  ["appliedThenLost()", (fault) => fault.appliedThenLost(), BROKEN_CONNECTION, true],
];

/** Faults after which the client makes another attempt. */
const RETRIED = FAULTS.filter(([, , { retryable }]) => retryable);

export default {
  topic: "faults of the Odeus for tests",
  cases: [
    ...table("%s gives the error of the contract", FAULTS, async (t, make, expected, isMade) => {
      const { fake, client } = fakeWithClient(t);
      fake.next(make(t.testing.fault));
      const options = { attemptTimeoutMs: 50 };
      const call = client.updateIntegration(ID, { name: "New" }, options);
      const error = await rejection(t, call);
      const { class: className, isRetried: _, ...properties } = expected;
      assertError(t, error, className, properties);
      t.assert.equal(fake.integrations.get(ID)?.name, isMade ? "New" : undefined);
      fake.assertDone();
    }),
    ...table("a call whose first attempt meets %s succeeds", RETRIED, async (t, make) => {
      const { fake, client } = fakeWithClient(t, {}, { maxRetries: 1, attemptTimeoutMs: 50 });
      fake.next(make(t.testing.fault));
      const { integration } = await client.updateIntegration(ID, { name: "New" });
      t.assert.deepEqual(integration, { id: ID, name: "New", description: "" });
      t.assert.lengthOf(fake.requests, 2);
    }),
    {
      name: "a delay that is short enough delays the answer",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.delay(20));
        const call = client.updateIntegration(ID, { name: "New" });
        t.assert.isUndefined(fake.integrations.get(ID));
        t.assert.equal((await call).integration.name, "New");
      },
    },
    {
      name: "a status from 200 to 299 without a body answers with the integration",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.status(201, undefined, { "X-Request-Id": "req-1" }));
        const events = [];
        const onAttempt = (event) => events.push(event);
        const { integration } = await client.updateIntegration(ID, { name: "New" }, { onAttempt });
        t.assert.equal(integration.name, "New");
        t.assert.equal(fake.requests[0].status, 201);
        t.assert.equal(events[0].requestId, "req-1");
      },
    },
    {
      name: "the body and the headers of a status reach the error",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        const body = { message: "Busy" };
        const status = t.testing.fault.status(503, body, { "X-Request-Id": "req-1" });
        body.message = "changed later";
        fake.next(status);
        const error = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.deepEqual(error.body, { message: "Busy" });
        t.assert.equal(error.requestId, "req-1");
      },
    },
    {
      name: "a text as the body of a status is sent as it is",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.status(502, "Größe \u{1F327}"));
        const error = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.equal(error.body, "Größe \u{1F327}");
      },
    },
    ...table(
      "rateLimited asks for a wait of %s ms",
      [0, 1, 1_500, 2_000].map((ms) => [String(ms), ms]),
      async (t, retryAfterMs) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.rateLimited({ retryAfterMs }));
        const error = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, error, "RateLimitError", { retryAfterMs });
      },
    ),
    {
      name: "rateLimited without an option asks for no wait",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.rateLimited());
        const error = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.notProperty(error, "retryAfterMs");
      },
    },
    {
      name: "a fault that makes the update leaves a request that the API refuses refused",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t, { integrations: [] });
        fake.next(t.testing.fault.appliedThenLost());
        const error = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, error, "NotFoundError", { status: 404 });
        fake.assertDone();
      },
    },
    {
      name: "one fault may be shown to many requests",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        const busy = t.testing.fault.status(503);
        fake.next(busy, busy);
        for (const status of [503, 503]) {
          const error = await rejection(t, client.updateIntegration(ID, {}));
          t.assert.equal(error.status, status);
        }
        await client.updateIntegration(ID, {});
      },
    },
    ...table(
      "%s is refused",
      [
        ["a status of 199", (fault) => fault.status(199), RangeError],
        ["a status of 600", (fault) => fault.status(600), RangeError],
        ["a status that is a text", (fault) => fault.status("503"), RangeError],
        ["a body that is not JSON", (fault) => fault.status(503, () => {}), TypeError],
        ["a header that is not a text", (fault) => fault.status(503, "", { a: 1 }), TypeError],
        ["a delay of -1", (fault) => fault.delay(-1), RangeError],
        ["a delay of NaN", (fault) => fault.delay(Number.NaN), RangeError],
        ["a wait of -1", (fault) => fault.rateLimited({ retryAfterMs: -1 }), RangeError],
        ["a bad body without a text", (fault) => fault.badBody(), TypeError],
      ],
      (t, make, kind) => t.assert.throws(() => make(t.testing.fault), kind),
    ),
  ],
};
