/** What stops a run of `updateIntegrations`, and what becomes of its items. */

import {
  assertEachOnce,
  delay,
  drain,
  fakeClient,
  idOf,
  itemsOf,
  statuses,
} from "../../support/bulk.js";
import { assertError } from "../../support/calls.js";

/** The results that have a status. */
const count = (results, status) => statuses(results).filter((found) => found === status).length;

const unauthorized = (t) =>
  new t.sdk.AuthenticationError({ message: "made", status: 401, attempts: 1 });

export default {
  topic: "stops of many updates",
  cases: [
    {
      name: "a 401 stops the run, and the loop throws it after all results",
      run: async (t) => {
        const { apiKey, baseUrl, integrationIds } = await t.odeus.workspace({ integrations: 30 });
        const client = new t.sdk.OdeusClient({ apiKey: `${apiKey}x`, baseUrl });
        const items = integrationIds.map((id) => ({ id, changes: {} }));
        const run = t.sdk.updateIntegrations(client, items, { concurrency: 3 });
        const { results, error } = await drain(run);
        assertError(t, error, "AuthenticationError");
        assertEachOnce(t, results, 0, results.length);
        t.assert.isAtMost(results.length, 6);
        t.assert.include(statuses(results), "failed");
        t.assert.equal(run.progress.checkpoint, 0);
      },
    },
    {
      name: "the summary rejects with the reason",
      run: async (t) => {
        const client = fakeClient(() => Promise.reject(unauthorized(t)));
        const run = t.sdk.updateIntegrations(client, itemsOf(9), { concurrency: 1 });
        const error = await run.summary().catch((reason) => reason);
        assertError(t, error, "AuthenticationError");
      },
    },
    {
      name: "an update that waits for one with the same id is skipped when the run stops",
      run: async (t) => {
        const client = fakeClient(() => Promise.reject(unauthorized(t)));
        const items = [1, 1, 1].map((number) => ({ id: idOf(number), changes: {} }));
        const { results } = await drain(t.sdk.updateIntegrations(client, items));
        assertEachOnce(t, results, 0, 3);
        t.assert.sameMembers(statuses(results), ["failed", "skipped", "skipped"]);
      },
    },
    {
      name: "maxFailures stops the run with the last item's error",
      run: async (t) => {
        const client = fakeClient(({ id }) =>
          Promise.reject(
            new t.sdk.NotFoundError({ message: "made", status: 404, integrationId: id }),
          ),
        );
        const options = { concurrency: 1, maxFailures: 3 };
        const { results, error } = await drain(
          t.sdk.updateIntegrations(client, itemsOf(10), options),
        );
        assertError(t, error, "NotFoundError", { integrationId: idOf(2) });
        t.assert.equal(count(results, "failed"), 3);
      },
    },
    {
      name: "an item that breaks a rule counts for maxFailures",
      run: async (t) => {
        const items = [null, ...itemsOf(3)];
        const options = { maxFailures: 1 };
        const { results, error } = await drain(
          t.sdk.updateIntegrations(fakeClient(), items, options),
        );
        assertError(t, error, "ValidationError");
        t.assert.deepEqual(statuses(results), ["failed"]);
      },
    },
    {
      name: "maxPauseMs stops the run with the last error if the API refuses everything",
      run: async (t) => {
        const details = { message: "made", status: 429, retryAfterMs: 20, attempts: 1 };
        const client = fakeClient(() => Promise.reject(new t.sdk.RateLimitError(details)));
        const options = { maxPauseMs: 100, concurrency: 2 };
        const run = t.sdk.updateIntegrations(client, itemsOf(5), options);
        const { results, error } = await drain(run);
        assertError(t, error, "RateLimitError");
        assertEachOnce(t, results, 0, results.length);
        t.assert.notInclude(statuses(results), "updated");
        t.assert.equal(run.progress.checkpoint, 0);
        t.assert.isAbove(run.progress.retries, 0);
      },
    },
    {
      name: "an abort ends what is under way, and the loop throws an AbortError",
      run: async (t) => {
        const scenario = await t.scripted.scenario({ delayMs: 20_000 });
        const client = new t.sdk.OdeusClient({ apiKey: "key-1234", baseUrl: scenario.baseUrl });
        const controller = new AbortController();
        const reason = new Error("enough");
        setTimeout(() => controller.abort(reason), 50);
        const options = { signal: controller.signal, concurrency: 2 };
        const run = t.sdk.updateIntegrations(client, itemsOf(9), options);
        const { results, error } = await drain(run);
        assertError(t, error, "AbortError", { code: "aborted" });
        t.assert.strictEqual(error.cause, reason);
        t.assert.deepEqual(statuses(results), ["failed", "failed"]);
        t.assert.equal(run.progress.checkpoint, 0);
      },
    },
    {
      name: "an abort before the first result pulls nothing",
      run: async (t) => {
        const items = {
          [Symbol.iterator]() {
            throw new Error("pulled");
          },
        };
        const options = { signal: AbortSignal.abort("early") };
        const { results, error } = await drain(
          t.sdk.updateIntegrations(fakeClient(), items, options),
        );
        assertError(t, error, "AbortError", { cause: "early" });
        t.assert.lengthOf(results, 0);
      },
    },
    {
      name: "an item whose getter aborts the run is skipped",
      run: async (t) => {
        const controller = new AbortController();
        const item = {
          id: idOf(1),
          get changes() {
            controller.abort();
            return {};
          },
        };
        const options = { signal: controller.signal };
        const client = fakeClient();
        const { results, error } = await drain(
          t.sdk.updateIntegrations(client, [item, ...itemsOf(2)], options),
        );
        assertError(t, error, "AbortError");
        t.assert.deepEqual(statuses(results), ["skipped"]);
        t.assert.lengthOf(client.calls, 0);
      },
    },
    {
      name: "a source that throws gives a SourceError after the results of its items",
      run: async (t) => {
        const cause = new Error("disk");
        async function* source() {
          yield* itemsOf(3);
          throw cause;
        }
        const client = fakeClient(() => delay(5));
        const { results, error } = await drain(t.sdk.updateIntegrations(client, source()));
        assertError(t, error, "SourceError", { code: "source_failed", retryable: false });
        t.assert.strictEqual(error.cause, cause);
        t.assert.equal(count(results, "updated"), 3);
      },
    },
    {
      name: "a pending next() of the source does not hold back results or a stop",
      run: async (t) => {
        const controller = new AbortController();
        let isReturned = false;
        const items = itemsOf(2);
        const source = {
          [Symbol.asyncIterator]: () => ({
            next: () => {
              const step = items.next();
              return step.done ? new Promise(() => {}) : Promise.resolve(step);
            },
            return: () => {
              isReturned = true;
              return new Promise(() => {});
            },
          }),
        };
        const options = { signal: controller.signal };
        const run = t.sdk.updateIntegrations(fakeClient(), source, options);
        const results = [];
        let error;
        try {
          for await (const result of run) {
            results.push(result);
            if (results.length === 2) controller.abort();
          }
        } catch (reason) {
          error = reason;
        }
        assertError(t, error, "AbortError");
        t.assert.deepEqual(statuses(results), ["updated", "updated"]);
        t.assert.isTrue(isReturned);
      },
    },
    {
      name: "break lets what is under way finish, and closes the source",
      run: async (t) => {
        let isClosed = false;
        function* source() {
          try {
            yield* itemsOf(100);
          } finally {
            isClosed = true;
          }
        }
        const client = fakeClient(({ number }) => delay(number === 0 ? 1 : 30));
        const run = t.sdk.updateIntegrations(client, source(), { concurrency: 4 });
        for await (const result of run) {
          t.assert.equal(result.status, "updated");
          break;
        }
        t.assert.equal(client.underWay, 0);
        t.assert.isTrue(isClosed);
        t.assert.isAtMost(client.calls.length, 6);
        const sent = client.calls.length;
        await delay(40);
        t.assert.lengthOf(client.calls, sent);
      },
    },
    {
      name: "the checkpoint is the number of leading items that are settled",
      run: async (t) => {
        let release;
        const held = new Promise((resolve) => {
          release = resolve;
        });
        const client = fakeClient(({ number }) => (number === 2 ? held : undefined));
        const run = t.sdk.updateIntegrations(client, itemsOf(8));
        let seen = 0;
        for await (const _ of run) {
          seen += 1;
          if (seen === 7) {
            t.assert.equal(run.progress.checkpoint, 2);
            release();
          }
        }
        t.assert.equal(run.progress.checkpoint, 8);
      },
    },
  ],
};
