import { call, ID, KEY, table, UPDATED } from "../../support/calls.js";

/** Makes a call and returns its events. */
async function events(t, answers, options = {}) {
  const list = [];
  await call(t, { answers, options: { ...options, onAttempt: (event) => list.push(event) } });
  return list;
}

const THROWERS = [
  [
    "throws",
    () => {
      throw new Error("from onAttempt");
    },
  ],
  ["rejects", () => Promise.reject(new Error("from onAttempt"))],
  ["never settles", () => new Promise(() => {})],
];

export default {
  topic: "attempt events",
  cases: [
    {
      name: "a call whose first attempt succeeds gives one event with the status",
      run: async (t) => {
        const headers = { "x-request-id": "req-1" };
        const [event, ...others] = await events(t, [{ ...UPDATED, headers }]);
        t.assert.lengthOf(others, 0);
        const { durationMs, ...rest } = event;
        t.assert.deepEqual(rest, { attempt: 1, status: 200, requestId: "req-1" });
        t.assert.isAtLeast(durationMs, 0);
      },
    },
    {
      name: "the event of a failed attempt has the error's code",
      run: async (t) => {
        const [event] = await events(t, [{ status: 404 }]);
        t.assert.deepInclude(event, { attempt: 1, status: 404, code: "not_found" });
        t.assert.notProperty(event, "retryDelayMs");
      },
    },
    {
      name: "the event of an attempt without an answer has no status",
      run: async (t) => {
        const [event] = await events(t, [{}], { fetch: () => Promise.reject(new TypeError("x")) });
        t.assert.equal(event.code, "connection_failed");
        t.assert.notProperty(event, "status");
      },
    },
    {
      name: "the event of an attempt that is retried has the delay before the retry",
      run: async (t) => {
        const list = await events(t, [{ status: 503 }, UPDATED], { maxRetries: 1 });
        t.assert.deepEqual(
          list.map(({ attempt }) => attempt),
          [1, 2],
        );
        t.assert.isAtLeast(list[0].retryDelayMs, 0);
        t.assert.isAtMost(list[0].retryDelayMs, 500);
        t.assert.notProperty(list[1], "retryDelayMs");
      },
    },
    {
      name: "a call that sends nothing gives no event",
      run: async (t) => {
        t.assert.lengthOf(await events(t, [UPDATED], { signal: AbortSignal.abort() }), 0);
        t.assert.lengthOf(await events(t, [UPDATED], { timeoutMs: 0 }), 0);
      },
    },
    ...table("an onAttempt that %s has no effect on the call", THROWERS, async (t, onAttempt) => {
      const { value, error } = await call(t, { options: { onAttempt } });
      t.assert.isUndefined(error);
      t.assert.equal(value.integration.id, ID);
    }),
    {
      name: "a call's onAttempt replaces the client's onAttempt",
      run: async (t) => {
        const { baseUrl } = await t.scripted.scenario(UPDATED);
        const called = [];
        const onAttempt = () => called.push("client");
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, onAttempt });
        await client.updateIntegration(ID, {}, { onAttempt: () => called.push("call") });
        await client.updateIntegration(ID, {});
        t.assert.deepEqual(called, ["call", "client"]);
      },
    },
  ],
};
