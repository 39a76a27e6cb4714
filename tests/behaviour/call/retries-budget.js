/** The retry budget of a client: 500 tokens. A retry costs 5 tokens, or 10 after a timeout. */
import { answering, silence } from "../../support/answering.js";
import { ID, KEY, settle } from "../../support/calls.js";

const EXHAUSTING = 1_000;

/** Makes a client. Its `counted` makes calls that all get one answer, and counts the requests. */
function observed(t, options = {}) {
  let answer;
  const { fetch, requests } = answering((request) =>
    answering(answer).fetch(request.url, request.init),
  );
  const all = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, ...options };
  const client = new t.sdk.OdeusClient(all);
  const call = async () => (await settle(client.updateIntegration(ID, {}))).error;
  const counted = async (count, given = 503) => {
    answer = given;
    const before = requests.length;
    const errors = await Promise.all(Array.from({ length: count }, call));
    return { requests: requests.length - before, errors };
  };
  return { counted };
}

export default {
  topic: "retry budget",
  cases: [
    {
      name: "1,000 calls into a permanent 503 send 1,100 requests",
      run: async (t) => {
        const { requests, errors } = await observed(t).counted(1_000);
        t.assert.equal(requests, 1_100);
        for (const { code, retryable, applied } of errors) {
          const expected = { code: "server_error", retryable: true, applied: "unknown" };
          t.assert.deepEqual({ code, retryable, applied }, expected);
        }
      },
    },
    {
      name: "a retry after a timeout costs twice as much",
      run: async (t) => {
        const client = observed(t, { attemptTimeoutMs: 40, timeoutMs: 10_000 });
        t.assert.equal((await client.counted(200, silence)).requests, 250);
      },
    },
    {
      name: "without tokens a call fails at once with its first error",
      run: async (t) => {
        const client = observed(t);
        await client.counted(EXHAUSTING);
        const startedAt = performance.now();
        const { requests, errors } = await client.counted(1);
        t.assert.isBelow(performance.now() - startedAt, 2_000);
        t.assert.equal(requests, 1);
        t.assert.equal(errors[0].attempts, 1);
      },
    },
    {
      name: "five successes give back one retry",
      run: async (t) => {
        const client = observed(t);
        await client.counted(EXHAUSTING);
        await client.counted(4, 200);
        t.assert.equal((await client.counted(1)).requests, 1, "four tokens");
        await client.counted(1, 200);
        t.assert.equal((await client.counted(1)).requests, 2, "five tokens");
        t.assert.equal((await client.counted(1)).requests, 1, "none left");
      },
    },
    {
      name: "successes never give more tokens than the full budget",
      run: async (t) => {
        const client = observed(t);
        await client.counted(600, 200);
        t.assert.equal((await client.counted(EXHAUSTING)).requests, EXHAUSTING + 100);
      },
    },
    {
      name: "failures that are not retried do not change the budget",
      run: async (t) => {
        const client = observed(t);
        await client.counted(300, 400);
        t.assert.equal((await client.counted(EXHAUSTING)).requests, EXHAUSTING + 100);
        await client.counted(300, 400);
        t.assert.equal((await client.counted(1)).requests, 1);
      },
    },
    {
      name: "each client has its own budget",
      run: async (t) => {
        const [exhausted, fresh] = [observed(t), observed(t)];
        await exhausted.counted(EXHAUSTING);
        t.assert.equal((await fresh.counted(1)).requests, 3);
      },
    },
  ],
};
