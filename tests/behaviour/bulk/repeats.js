/** What `updateIntegrations` sends again: after a refusal, after an error that may pass. */

import { delay, drain, fakeClient, idOf, itemsOf } from "../../support/bulk.js";
import { assertError, jsonAnswer, table, UPDATED } from "../../support/calls.js";

/** What closes the gate, and what the request that probes is answered. */
const PROBES = [
  ["a 429", { first: { status: 429, retryAfterMs: 30 } }],
  ["a 503 that names a wait", { first: { status: 503, retryAfterMs: 30 } }],
  [
    "a 429 and a 404 for the probe",
    { first: { status: 429, retryAfterMs: 30 }, probe: { status: 404 } },
  ],
];

const CLASSES = {
  404: "NotFoundError",
  429: "RateLimitError",
  500: "InternalServerError",
  503: "InternalServerError",
};

/** The error of an answer. */
function made(t, answer) {
  return new t.sdk[CLASSES[answer.status]]({ message: "made", attempts: 1, ...answer });
}

export default {
  topic: "repeats of many updates",
  cases: [
    {
      name: "nothing is sent while the gate is closed, and then the refused item is sent first",
      run: async (t) => {
        const refusal = jsonAnswer({ message: "slow down" }, 429, { "retry-after-ms": "300" });
        const scenario = await t.scripted.scenario(refusal, UPDATED);
        const client = new t.sdk.OdeusClient({ apiKey: "key-1234", baseUrl: scenario.baseUrl });
        const pauses = [];
        const run = t.sdk.updateIntegrations(client, itemsOf(4), {
          concurrency: 1,
          progressIntervalMs: 1,
          onProgress: ({ pausedUntil }) => pauses.push(pausedUntil),
        });
        const { results, error } = await drain(run);
        t.assert.isUndefined(error);
        const requests = await scenario.requests();
        const paths = requests.map(({ path }) => path.slice(-1));
        t.assert.deepEqual(paths, ["0", "0", "1", "2", "3"]);
        t.assert.isAtLeast(requests[1].at - requests[0].at, 295);
        const attempts = results.map((result) => result.attempts);
        t.assert.deepEqual(attempts, [2, 1, 1, 1]);
        const { retries, pacePerSecond } = run.progress;
        t.assert.equal(retries, 1);
        t.assert.isAbove(pacePerSecond, 0);
        const pausedUntil = pauses.find((pause) => pause !== undefined);
        t.assert.isAtLeast(pausedUntil, requests[0].at + 290);
        t.assert.isAtMost(pausedUntil, requests[1].at + 10);
      },
    },
    ...table(
      "after %s one request probes, and the others follow its answer",
      PROBES,
      async (t, row) => {
        const { first, probe } = row;
        let under = 0;
        const most = [];
        const client = fakeClient(async ({ number }) => {
          under += 1;
          most[number] = under;
          await delay(20);
          under -= 1;
          if (number < 3) throw made(t, first);
          if (number === 3 && probe !== undefined) throw made(t, probe);
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(9), { concurrency: 3 });
        const { results, error } = await drain(run);
        t.assert.isUndefined(error);
        // The three refused requests, the probe alone, and then several at the same time.
        t.assert.deepEqual(most.slice(0, 5), [1, 2, 3, 1, 1]);
        t.assert.isAtMost(client.most, 3);
        t.assert.equal(client.calls[3].id, idOf(0));
        const failed = results.filter(({ status }) => status === "failed");
        t.assert.lengthOf(failed, probe === undefined ? 0 : 1);
        t.assert.isAtMost(run.progress.retries, 3);
      },
    ),
    {
      name: "a probe that is refused keeps the gate closed for the others",
      run: async (t) => {
        const client = fakeClient(({ number }) => {
          if (number < 5) throw made(t, { status: 429, retryAfterMs: 10 });
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(4), { concurrency: 1, maxRetries: 0 });
        const { results, error } = await drain(run);
        t.assert.isUndefined(error);
        // Waits for a refusal are not counted as retries of the option maxRetries.
        const attempts = results.map((result) => result.attempts);
        t.assert.deepEqual(attempts, [6, 1, 1, 1]);
        t.assert.equal(run.progress.retries, 5);
      },
    },
    {
      name: "an outage closes the gate after twice as many failures as requests at once",
      run: async (t) => {
        let isBroken = true;
        const client = fakeClient(() => {
          if (isBroken) throw made(t, { status: 500, retryable: true });
        });
        const options = { concurrency: 1, maxRetries: 0 };
        const run = t.sdk.updateIntegrations(client, itemsOf(30), options);
        const results = [];
        for await (const result of run) {
          results.push(result);
          if (results.length === 2) isBroken = false;
        }
        const statuses = results.map(({ status }) => status);
        const failed = statuses.filter((status) => status === "failed");
        t.assert.lengthOf(failed, 2);
        t.assert.lengthOf(results, 30);
        t.assert.isUndefined(run.progress.pacePerSecond);
      },
    },
    {
      name: "an error that may pass is retried, at most maxRetries times",
      run: async (t) => {
        const client = fakeClient(({ id }) => {
          const details = { message: "made", status: 500, retryable: true, attempts: 1 };
          if (id === idOf(1)) throw new t.sdk.InternalServerError(details);
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(3), { maxRetries: 1 });
        const { results, error } = await drain(run);
        t.assert.isUndefined(error);
        const { attempts, error: last } = results.find(({ index }) => index === 1);
        t.assert.equal(attempts, 2);
        assertError(t, last, "InternalServerError");
        t.assert.lengthOf(client.calls, 4);
        t.assert.deepEqual([run.progress.retries, run.progress.checkpoint], [1, 3]);
      },
    },
    {
      name: "an error of another copy of the package counts as one of this copy",
      run: async (t) => {
        // Another copy has the same mark and codes, and no class of this copy.
        const kind = Symbol.for("odeus-integrations.error");
        const answer = ({ number }) => {
          if (number > 0) return;
          const copy = Object.assign(Object.create({ [kind]: "OdeusError" }), {
            code: "rate_limited",
            retryable: true,
            retryAfterMs: 10,
            attempts: 1,
          });
          throw copy;
        };
        const client = fakeClient(answer);
        const { updated } = await t.sdk.updateIntegrations(client, itemsOf(3)).summary();
        t.assert.equal(updated, 3);
        t.assert.lengthOf(client.calls, 4);
      },
    },
    {
      name: "timeoutMs is what the requests of an item may take together, without the waits",
      run: async (t) => {
        let spentMs = 0;
        const client = fakeClient(async ({ number }) => {
          if (number > 0) return;
          const begun = performance.now();
          await delay(60);
          spentMs = performance.now() - begun;
          const details = { message: "made", status: 429, retryAfterMs: 500, attempts: 1 };
          throw new t.sdk.RateLimitError(details);
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(1), { timeoutMs: 5_000 });
        t.assert.equal((await run.summary()).updated, 1);
        const [first, second] = client.calls.map((call) => call.options.timeoutMs);
        t.assert.equal(first, 5_000);
        t.assert.isAtMost(second, 5_000 - spentMs + 5);
        // The wait of 500 ms is not taken off.
        t.assert.isAbove(second, 5_000 - spentMs - 450);
      },
    },
    {
      name: "an item whose timeoutMs is used up fails with its last error, and is settled",
      run: async (t) => {
        const client = fakeClient(async () => {
          await delay(50);
          const details = { message: "made", status: 429, retryAfterMs: 1, attempts: 1 };
          throw new t.sdk.RateLimitError(details);
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(1), { timeoutMs: 20 });
        const { results, error } = await drain(run);
        t.assert.isUndefined(error);
        assertError(t, results[0].error, "RateLimitError");
        t.assert.lengthOf(client.calls, 1);
        t.assert.equal(run.progress.checkpoint, 1);
      },
    },
    {
      name: "an item that waits for its retry when the run stops is failed with its last error",
      run: async (t) => {
        const client = fakeClient(async ({ id }) => {
          const details = { message: "made", status: 500, retryable: true, attempts: 1 };
          const busy = { ...details, retryAfterMs: 60_000 };
          if (id === idOf(0)) throw new t.sdk.InternalServerError(busy);
          await delay(10);
          throw new t.sdk.AuthenticationError({ message: "made", status: 401, attempts: 1 });
        });
        const run = t.sdk.updateIntegrations(client, itemsOf(2), { ordered: true });
        const { results, error } = await drain(run);
        assertError(t, error, "AuthenticationError");
        assertError(t, results[0].error, "InternalServerError");
        t.assert.equal(run.progress.checkpoint, 0);
      },
    },
  ],
};
