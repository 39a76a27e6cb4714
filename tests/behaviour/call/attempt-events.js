import { call, ID, KEY, table, UPDATED } from "../../support/calls.js";

/** The properties that the events of all calls have in common, other than the `url`. */
const COMMON = {
  integrationId: ID,
  method: "PATCH",
  urlTemplate: "/integrations/v1/{integrationId}",
};

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
        const before = Date.now();
        const [event, ...others] = await events(t, [{ ...UPDATED, headers }]);
        t.assert.lengthOf(others, 0);
        const { callId, url, startedAt, durationMs, ...rest } = event;
        t.assert.deepEqual(rest, { ...COMMON, attempt: 1, status: 200, requestId: "req-1" });
        t.assert.match(url, new RegExp(`^http://.*/integrations/v1/${ID}$`));
        t.assert.match(callId, /^[\da-z-]+$/);
        t.assert.isAtLeast(startedAt, before);
        t.assert.isAtMost(startedAt, Date.now());
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
      name: "an event has only the properties that apply, and none of them is undefined",
      run: async (t) => {
        const always = [
          ...Object.keys(COMMON),
          "callId",
          "url",
          "attempt",
          "startedAt",
          "durationMs",
        ];
        const retryAfter = { "retry-after": "7" };
        for (const [answer, more] of [
          [UPDATED, ["status"]],
          [{ status: 404 }, ["status", "code"]],
          [{ status: 429, headers: retryAfter }, ["status", "code", "retryAfterMs"]],
        ]) {
          const [event] = await events(t, [answer]);
          t.assert.sameMembers(Object.keys(event), [...always, ...more]);
          t.assert.notInclude(Object.values(event), undefined);
        }
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
      name: "the event has the wait that the API asked for, also if no retry follows",
      run: async (t) => {
        const headers = { "retry-after-ms": "20" };
        const answers = [
          { status: 503, headers },
          { status: 429, headers },
        ];
        const list = await events(t, answers, { maxRetries: 1 });
        t.assert.deepEqual(
          list.map(({ retryAfterMs }) => retryAfterMs),
          [20, 20],
        );
        t.assert.isAtLeast(list[0].retryDelayMs, 20);
        t.assert.notProperty(list[1], "retryDelayMs");
      },
    },
    {
      name: "all attempts of a call have the same callId, and each begins after the one before",
      run: async (t) => {
        const [first, second] = await events(t, [{ status: 503 }, UPDATED], { maxRetries: 1 });
        t.assert.strictEqual(first.callId, second.callId);
        t.assert.isAtLeast(second.startedAt, first.startedAt);
      },
    },
    {
      name: "each call has a callId of its own",
      run: async (t) => {
        const ids = [];
        const onAttempt = ({ callId }) => ids.push(callId);
        const fetch = async () => new Response(UPDATED.body);
        const options = { apiKey: KEY, baseUrl: "https://a.example", fetch, onAttempt };
        const client = new t.sdk.OdeusClient(options);
        await Promise.all([
          ...Array.from({ length: 50 }, () => client.updateIntegration(ID, {})),
          ...Array.from({ length: 50 }, () => t.sdk.updateIntegration(ID, {}, options)),
        ]);
        t.assert.equal(new Set(ids).size, 100);
      },
    },
    {
      name: "the event has the address of the request and the id in lower case",
      run: async (t) => {
        const seen = [];
        const list = [];
        const options = {
          apiKey: KEY,
          deploymentUrl: "https://a.example:8443/x/",
          onAttempt: (event) => list.push(event),
          fetch: async (url) => {
            seen.push(url);
            return new Response(UPDATED.body);
          },
        };
        await t.sdk.updateIntegration(ID.toUpperCase(), {}, options);
        t.assert.equal(list[0].integrationId, ID);
        t.assert.deepEqual([list[0].url], seen);
      },
    },
    {
      name: "no event shows the key, even if the key is in the address or is the id",
      run: async (t) => {
        for (const [apiKey, baseUrl] of [
          [KEY, `https://a.example/${KEY}/x`],
          [ID, "https://a.example"],
        ]) {
          const list = [];
          const fetch = async () => new Response(UPDATED.body);
          const onAttempt = (event) => list.push(event);
          await t.sdk.updateIntegration(ID, {}, { apiKey, baseUrl, fetch, onAttempt });
          t.assert.lengthOf(list, 1);
          t.assert.notInclude(JSON.stringify(list), apiKey);
          t.assert.include(list[0].url, "https://a.example/");
        }
      },
    },
    {
      name: "a change of an event has no effect on the next event",
      run: async (t) => {
        const ids = [];
        const onAttempt = (event) => {
          ids.push(event.integrationId);
          for (const name of Object.keys(event)) event[name] = "changed";
        };
        const answers = [{ status: 503 }, UPDATED];
        await call(t, { answers, options: { maxRetries: 1, onAttempt } });
        t.assert.deepEqual(ids, [ID, ID]);
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
