/** A client's budget for retries: 500 tokens, 5 a retry, 10 after a timeout. */
import { answering, silence } from "../../support/answering.js";
import { ID, KEY } from "../../support/calls.js";

const EXHAUSTING = 1_000;

/** A client whose API's state can be changed; what it sent is counted. */
function observed(t, options = {}) {
  const state = { answer: 503 };
  const { fetch, requests } = answering((request) =>
    answering(state.answer).fetch(request.url, request.init),
  );
  const all = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, ...options };
  const client = new t.sdk.OdeusClient(all);
  const call = () =>
    client.updateIntegration(ID, {}).then(
      () => undefined,
      (error) => error,
    );
  const calls = (count) => Promise.all(Array.from({ length: count }, call));
  const counted = async (count) => {
    const before = requests.length;
    const errors = await calls(count);
    return { requests: requests.length - before, errors };
  };
  return { state, counted };
}

export default {
  topic: "retries on a budget",
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
      name: "a retry after a timeout takes twice as much",
      run: async (t) => {
        const client = observed(t, { attemptTimeoutMs: 40, timeoutMs: 10_000 });
        client.state.answer = silence;
        t.assert.equal((await client.counted(200)).requests, 250);
      },
    },
    {
      name: "without tokens the first error is final, at once",
      run: async (t) => {
        const client = observed(t);
        await client.counted(EXHAUSTING);
        const startedAt = performance.now();
        const { requests, errors } = await client.counted(1);
        t.assert.isBelow(performance.now() - startedAt, 250);
        t.assert.equal(requests, 1);
        t.assert.equal(errors[0].attempts, 1);
      },
    },
    {
      name: "five successes regain one retry",
      run: async (t) => {
        const client = observed(t);
        await client.counted(EXHAUSTING);
        const successes = async (count) => {
          client.state.answer = 200;
          await client.counted(count);
          client.state.answer = 503;
        };
        await successes(4);
        t.assert.equal((await client.counted(1)).requests, 1, "four tokens");
        await successes(1);
        t.assert.equal((await client.counted(1)).requests, 2, "five tokens");
        t.assert.equal((await client.counted(1)).requests, 1, "none left");
      },
    },
    {
      name: "successes do not save up more than the budget",
      run: async (t) => {
        const client = observed(t);
        client.state.answer = 200;
        await client.counted(600);
        client.state.answer = 503;
        t.assert.equal((await client.counted(EXHAUSTING)).requests, EXHAUSTING + 100);
      },
    },
    {
      name: "failures that are not retried take and give nothing",
      run: async (t) => {
        const client = observed(t);
        client.state.answer = 400;
        await client.counted(300);
        client.state.answer = 503;
        t.assert.equal((await client.counted(EXHAUSTING)).requests, EXHAUSTING + 100);
        client.state.answer = 400;
        await client.counted(300);
        client.state.answer = 503;
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
