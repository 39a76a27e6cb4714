/** What `updateIntegrations` yields: one result for each item. */

import {
  assertEachOnce,
  delay,
  drain,
  fakeClient,
  idOf,
  itemsOf,
  statuses,
} from "../../support/bulk.js";
import { assertConfigurationError, assertError, table, thrown } from "../../support/calls.js";

async function* asynchronous(items) {
  for (const item of items) {
    await delay(1);
    yield item;
  }
}

const SOURCES = [
  ["an array", (items) => items],
  ["a generator", (items) => items.values()],
  ["an async generator", asynchronous],
];

const BROKEN_ITEMS = [
  ["null", null],
  ["undefined", undefined],
  ["a string", "item"],
  ["an item without an id", { changes: {} }],
  ["an item with a wrong id", { id: "x", changes: {} }],
  ["an item without changes", { id: idOf(1) }],
  ["an item whose changes break a rule", { id: idOf(1), changes: { color: "red" } }],
];

const WRONG_OPTIONS = [
  ["an unknown option", { concurency: 3 }, "concurency"],
  ["an option of a client", { apiKey: "key" }, "apiKey"],
  ["concurrency: 0", { concurrency: 0 }, "concurrency"],
  ["concurrency: 257", { concurrency: 257 }, "concurrency"],
  ["a buffer below the concurrency", { concurrency: 9, bufferSize: 8 }, "bufferSize"],
  ["ordered: 1", { ordered: 1 }, "ordered"],
  ["maxRetries: 11", { maxRetries: 11 }, "maxRetries"],
  ["maxPauseMs: 0", { maxPauseMs: 0 }, "maxPauseMs"],
  ["maxFailures: 0", { maxFailures: 0 }, "maxFailures"],
  ["skip: -1", { skip: -1 }, "skip"],
  ["total: 1.5", { total: 1.5 }, "total"],
  ["onProgress: true", { onProgress: true }, "onProgress"],
  ["progressIntervalMs: 0", { progressIntervalMs: 0 }, "progressIntervalMs"],
  ["a wrong header", { headers: { authorization: "x" } }, "headers"],
];

export default {
  topic: "results of many updates",
  cases: [
    ...table("%s gives one result for each item", SOURCES, async (t, source) => {
      const { apiKey, baseUrl, integrationIds } = await t.odeus.workspace({ integrations: 12 });
      const client = new t.sdk.OdeusClient({ apiKey, baseUrl });
      const items = integrationIds.map((id) => ({
        id,
        changes: { name: `New ${id.slice(0, 8)}` },
      }));
      const { results, error } = await drain(t.sdk.updateIntegrations(client, source(items)));
      t.assert.isUndefined(error);
      assertEachOnce(t, results, 0, items.length);
      for (const { index, item, attempts, status, integration } of results) {
        t.assert.strictEqual(item, items[index]);
        t.assert.equal(integration.name, items[index].changes.name);
        t.assert.deepEqual([attempts, status], [1, "updated"]);
      }
    }),
    {
      name: "nothing is pulled before the first result is asked for",
      run: async (t) => {
        let pulled = 0;
        const items = {
          *[Symbol.iterator]() {
            pulled += 1;
            yield* itemsOf(1);
          },
        };
        const run = t.sdk.updateIntegrations(fakeClient(), items);
        await delay(5);
        t.assert.equal(pulled, 0);
        t.assert.equal((await run.summary()).updated, 1);
        t.assert.equal(pulled, 1);
      },
    },
    {
      name: "ordered results come in the order of the items",
      run: async (t) => {
        const client = fakeClient(({ number }) => delay(number % 3 === 0 ? 15 : 1));
        const options = { ordered: true, concurrency: 4 };
        const { results } = await drain(t.sdk.updateIntegrations(client, itemsOf(20), options));
        const indexes = results.map(({ index }) => index);
        t.assert.deepEqual(indexes, [...Array(20).keys()]);
        t.assert.equal(client.most, 4);
      },
    },
    ...table("%s fails without a request", BROKEN_ITEMS, async (t, item) => {
      const client = fakeClient();
      const { results } = await drain(t.sdk.updateIntegrations(client, [item, ...itemsOf(1)]));
      const failed = results.find(({ index }) => index === 0);
      t.assert.equal(failed.status, "failed");
      assertError(t, failed.error, "ValidationError", { attempts: 0 });
      t.assert.lengthOf(client.calls, 1);
    }),
    {
      name: "an item whose getter throws fails, and the thrown value is the cause",
      run: async (t) => {
        const cause = new Error("getter");
        const broken = {
          get id() {
            throw cause;
          },
          changes: {},
        };
        const { results } = await drain(t.sdk.updateIntegrations(fakeClient(), [broken]));
        assertError(t, results[0].error, "ValidationError");
        t.assert.strictEqual(results[0].error.cause, cause);
      },
    },
    {
      name: "what a client rejects with becomes an InternalError that is not retried",
      run: async (t) => {
        const cause = new TypeError("from the double");
        const client = fakeClient(() => Promise.reject(cause));
        const { results, error } = await drain(t.sdk.updateIntegrations(client, itemsOf(2)));
        t.assert.isUndefined(error);
        t.assert.lengthOf(client.calls, 2);
        for (const result of results) {
          assertError(t, result.error, "InternalError");
          t.assert.strictEqual(result.error.cause, cause);
          t.assert.notInclude(result.error.message, cause.message);
        }
      },
    },
    {
      name: "updates of one id, in any case, are made in the order of the items",
      run: async (t) => {
        const client = fakeClient(({ number }) => delay(10 - number));
        const id = "550e8400-e29b-41d4-a716-44665544000a";
        const items = [1, 2, 3, 4, 5].map((number) => ({
          id: number % 2 === 0 ? id : id.toUpperCase(),
          changes: { name: String(number) },
        }));
        await t.sdk.updateIntegrations(client, items).summary();
        const names = client.calls.map(({ changes }) => changes.name);
        t.assert.deepEqual(names, ["1", "2", "3", "4", "5"]);
        t.assert.equal(client.most, 1);
      },
    },
    {
      name: "skip passes over the first items, and the index counts them",
      run: async (t) => {
        const client = fakeClient();
        const run = t.sdk.updateIntegrations(client, itemsOf(5), { skip: 3, total: 5 });
        const { results } = await drain(run);
        assertEachOnce(t, results, 3, 2);
        t.assert.lengthOf(client.calls, 2);
        const { read, checkpoint, total, etaMs } = run.progress;
        t.assert.deepEqual([read, checkpoint, total, etaMs], [2, 5, 5, 0]);
      },
    },
    {
      name: "each call has the options of the run, and none that were not given",
      run: async (t) => {
        const client = fakeClient();
        const onAttempt = () => {};
        const options = { headers: { "X-Team": "a" }, onAttempt, attemptTimeoutMs: 500 };
        await t.sdk.updateIntegrations(client, itemsOf(1), options).summary();
        await t.sdk.updateIntegrations(client, itemsOf(1)).summary();
        const [given, plain] = client.calls.map((call) => call.options);
        t.assert.deepEqual({ ...given.headers }, { "x-team": "a" });
        t.assert.deepEqual([given.onAttempt, given.attemptTimeoutMs], [onAttempt, 500]);
        t.assert.deepEqual(plain, { maxRetries: 0 });
      },
    },
    ...table("%s is refused at once", WRONG_OPTIONS, (t, options, option) => {
      const client = fakeClient();
      const error = thrown(t, () => t.sdk.updateIntegrations(client, [], options));
      assertConfigurationError(t, error, option);
    }),
    {
      name: "a client without the method and items that cannot be iterated are refused at once",
      run: (t) => {
        const update = t.sdk.updateIntegrations;
        for (const client of [undefined, null, {}, { updateIntegration: 1 }]) {
          assertConfigurationError(
            t,
            thrown(t, () => update(client, [])),
            "client",
          );
        }
        for (const items of [undefined, null, 5, {}]) {
          const error = thrown(t, () => update(fakeClient(), items));
          assertConfigurationError(t, error, "items");
        }
      },
    },
    {
      name: "a second consumer gets a SourceError",
      run: async (t) => {
        const run = t.sdk.updateIntegrations(fakeClient(), itemsOf(3));
        const { results } = await drain(run);
        t.assert.deepEqual(statuses(results), ["updated", "updated", "updated"]);
        const { error } = await drain(run);
        assertError(t, error, "SourceError", { code: "source_failed" });
        const rejected = await run.summary().catch((reason) => reason);
        assertError(t, rejected, "SourceError");
      },
    },
    {
      name: "no items give no result",
      run: async (t) => {
        const summary = await t.sdk.updateIntegrations(fakeClient(), []).summary();
        const { read, checkpoint, failures } = summary;
        t.assert.deepEqual([read, checkpoint, failures], [0, 0, []]);
      },
    },
    {
      name: "onProgress is told the progress at the end, and what it throws is ignored",
      run: async (t) => {
        const told = [];
        const onProgress = (progress) => {
          told.push(progress);
          throw new Error("from onProgress");
        };
        const options = { onProgress, progressIntervalMs: 1_000_000 };
        await t.sdk.updateIntegrations(fakeClient(), itemsOf(50), options).summary();
        t.assert.lengthOf(told, 2);
        t.assert.equal(told[1].updated, 50);
      },
    },
  ],
};
