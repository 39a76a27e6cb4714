/** The events that `onAttempt` gets of a call that is retried. */
import { answering, refused, silence } from "../../support/answering.js";
import { ID, KEY, settle } from "../../support/calls.js";

const MOST_MS = [500, 1_000, 2_000];

async function run(t, answers, options) {
  const log = [];
  const { fetch, requests } = answering(...answers);
  const onAttempt = (event) => log.push({ ...event, requests: requests.length });
  const all = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, onAttempt, ...options };
  const client = new t.sdk.OdeusClient(all);
  const { error } = await settle(client.updateIntegration(ID, {}));
  return { log, error, requests };
}

const THROWERS = [
  [
    "throws",
    () => {
      throw new Error("from the caller");
    },
  ],
  ["rejects", () => Promise.reject(new Error("from the caller"))],
  [
    "returns an object that throws when it is read",
    () => ({
      get then() {
        throw new Error("then");
      },
    }),
  ],
];

export default {
  topic: "events of retries",
  cases: [
    {
      name: "each attempt gives one event, in order, before the wait",
      run: async (t) => {
        const busy = { status: 503, headers: { "x-request-id": "r-1" } };
        const { log } = await run(t, [busy, refused, 200]);
        t.assert.deepEqual(
          log.map(({ attempt, status, code, requestId, requests: count }) =>
            // Other properties are a matter of the topic "attempt events".
            [attempt, status, code, requestId, count],
          ),
          [
            [1, 503, "server_error", "r-1", 1],
            [2, undefined, "connection_failed", undefined, 2],
            [3, 200, undefined, undefined, 3],
          ],
        );
      },
    },
    {
      name: "each wait is within its bounds, and the last event has no wait",
      run: async (t) => {
        const { log } = await run(t, [503], { maxRetries: 2 });
        for (const [index, { retryDelayMs }] of log.slice(0, -1).entries()) {
          t.assert.isAtLeast(retryDelayMs, 0);
          t.assert.isBelow(retryDelayMs, MOST_MS[index]);
        }
        t.assert.notProperty(log.at(-1), "retryDelayMs");
      },
    },
    {
      name: "the duration of an event is the time that the attempt took",
      run: async (t) => {
        const { log } = await run(t, [silence, 200], { attemptTimeoutMs: 400 });
        t.assert.equal(log[0].code, "timed_out");
        t.assert.isAtLeast(log[0].durationMs, 395);
        t.assert.isAtMost(log[0].durationMs, 5_000);
        t.assert.isAtMost(log[1].durationMs, 400);
      },
    },
    ...THROWERS.map(([what, onAttempt]) => ({
      name: `an onAttempt that ${what} does not stop the retries`,
      run: async (t) => {
        const { error, requests } = await run(t, [503, 200], { onAttempt });
        t.assert.isUndefined(error);
        t.assert.lengthOf(requests, 2);
      },
    })),
    {
      name: "an event has no delay if the wait does not fit into the deadline",
      run: async (t) => {
        const busy = { status: 503, headers: { "retry-after": "60" } };
        const { log } = await run(t, [busy], { timeoutMs: 1_000 });
        t.assert.lengthOf(log, 1);
        t.assert.notProperty(log[0], "retryDelayMs");
      },
    },
  ],
};
