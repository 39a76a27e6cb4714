/** What `updateIntegrations` sends again: after a refusal, after an error that may pass. */

import { delay, drain, fakeClient, idOf, itemsOf } from "../../support/bulk.js";
import { assertError, jsonAnswer, UPDATED } from "../../support/calls.js";

export default {
  topic: "repeats of many updates",
  cases: [
    {
      name: "nothing is sent while the gate is closed, and then the refused item is sent first",
      run: async (t) => {
        const refusal = jsonAnswer({ message: "slow down" }, 429, { "retry-after-ms": "300" });
        const scenario = await t.scripted.scenario(refusal, UPDATED);
        const client = new t.sdk.OdeusClient({ apiKey: "key-1234", baseUrl: scenario.baseUrl });
        const run = t.sdk.updateIntegrations(client, itemsOf(4), { concurrency: 1 });
        const pauses = [];
        const timer = setInterval(() => pauses.push(run.progress.pausedUntil), 50);
        const { results, error } = await drain(run);
        clearInterval(timer);
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
        const pausedUntil = pauses.find((time) => time !== undefined);
        t.assert.approximately(pausedUntil - requests[0].at, 315, 150);
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
        t.assert.approximately(second, 5_000 - spentMs, 200);
        t.assert.isBelow(second, 5_000);
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
