/** Clients, sources and items that do what no good one does, and what `updateIntegrations` makes of it. */

import { assertEachOnce, drain, fakeClient, idOf, itemsOf, statuses } from "../../support/bulk.js";
import { assertError, table, thrown } from "../../support/calls.js";

const KEY = "550e8400-e29b-41d4-a716-4466554400ff";

/** Items that contain the key where an error quotes the caller. */
const ITEMS_WITH_KEY = [
  ["the name of a field", { id: idOf(1), changes: { [KEY]: "x" } }],
  ["the id of an item that breaks a rule", { id: KEY, changes: { color: "red" } }],
];

const iterable = (next) => ({ [Symbol.iterator]: () => ({ next }) });
const asyncIterable = (next) => ({ [Symbol.asyncIterator]: () => ({ next }) });

const BROKEN_SOURCES = [
  ["whose next returns no object", iterable(() => 5)],
  ["whose next is no function", { [Symbol.iterator]: () => ({}) }],
  ["whose iterator is null", { [Symbol.iterator]: () => null }],
  [
    "that throws undefined",
    iterable(() => {
      throw undefined;
    }),
  ],
  [
    "whose step cannot be read",
    iterable(() => ({
      get done() {
        throw new Error("done");
      },
    })),
  ],
  ["whose next rejects", asyncIterable(() => Promise.reject(new Error("next")))],
  ["whose next resolves to no object", asyncIterable(() => undefined)],
  [
    "whose next returns what cannot be awaited",
    asyncIterable(() => ({
      get then() {
        throw new Error("then");
      },
    })),
  ],
];

const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** Methods that end in an `InternalError` for their item. */
const BROKEN_METHODS = [
  [
    "that throws at once",
    () => {
      throw new Error("at once");
    },
  ],
  ["that rejects with undefined", () => Promise.reject()],
  ["that rejects with a revoked proxy", () => Promise.reject(revoked())],
  [
    "that returns what cannot be awaited",
    () => ({
      get then() {
        throw new Error("then");
      },
    }),
  ],
];

export default {
  topic: "hostile input of many updates",
  cases: [
    ...table("the key in %s is in no error", ITEMS_WITH_KEY, async (t, item) => {
      const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl: "https://localhost:1" });
      const { results } = await drain(t.sdk.updateIntegrations(client, [item]));
      const { error } = results[0];
      assertError(t, error, "ValidationError");
      t.assert.notInclude(`${error.stack} ${JSON.stringify(error)}`, KEY);
    }),
    {
      name: "the key in the name of an option is in no error",
      run: (t) => {
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl: "https://localhost:1" });
        const error = thrown(t, () => t.sdk.updateIntegrations(client, [], { [KEY]: 1 }));
        t.assert.notInclude(`${error.stack} ${JSON.stringify(error)}`, KEY);
      },
    },
    ...table("a source %s gives a SourceError", BROKEN_SOURCES, async (t, source) => {
      const { results, error } = await drain(t.sdk.updateIntegrations(fakeClient(), source));
      assertError(t, error, "SourceError");
      t.assert.lengthOf(results, 0);
    }),
    ...table("a method %s fails its item", BROKEN_METHODS, async (t, updateIntegration) => {
      const run = t.sdk.updateIntegrations({ updateIntegration }, itemsOf(2));
      const { results, error } = await drain(run);
      t.assert.isUndefined(error);
      assertEachOnce(t, results, 0, 2);
      for (const result of results) assertError(t, result.error, "InternalError");
    }),
    {
      name: "a method that returns no promise updates its item",
      run: async (t) => {
        const client = { updateIntegration: (id) => ({ integration: { id } }) };
        const { results } = await drain(t.sdk.updateIntegrations(client, itemsOf(2)));
        t.assert.deepEqual(statuses(results), ["updated", "updated"]);
      },
    },
    {
      name: "a run that was left before its first result pulls nothing later",
      run: async (t) => {
        const client = fakeClient();
        const run = t.sdk.updateIntegrations(client, itemsOf(3));
        const iterator = run[Symbol.asyncIterator]();
        t.assert.deepEqual(await iterator.return(), { done: true, value: undefined });
        t.assert.deepEqual(await iterator.next(), { done: true, value: undefined });
        await Promise.resolve();
        t.assert.lengthOf(client.calls, 0);
        t.assert.equal(run.progress.read, 0);
      },
    },
    {
      name: "a generator that aborts the run while it makes an item is closed",
      run: async (t) => {
        const controller = new AbortController();
        let isClosed = false;
        function* source() {
          try {
            controller.abort();
            yield* itemsOf(3);
          } finally {
            isClosed = true;
          }
        }
        const options = { signal: controller.signal };
        const { results, error } = await drain(
          t.sdk.updateIntegrations(fakeClient(), source(), options),
        );
        assertError(t, error, "AbortError");
        t.assert.lengthOf(results, 0);
        t.assert.isTrue(isClosed);
      },
    },
    {
      name: "a source whose return throws, and one whose return rejects, change nothing",
      run: async (t) => {
        const returns = [() => Promise.reject(new Error("return")), () => JSON.parse("")];
        for (const close of returns) {
          const items = itemsOf(9);
          const source = {
            [Symbol.iterator]: () => ({ next: () => items.next(), return: close }),
          };
          const run = t.sdk.updateIntegrations(fakeClient(), source, { concurrency: 1 });
          for await (const { status } of run) {
            t.assert.equal(status, "updated");
            break;
          }
        }
      },
    },
    {
      name: "what onProgress rejects with is ignored",
      run: async (t) => {
        const onProgress = () => Promise.reject(new Error("from onProgress"));
        const run = t.sdk.updateIntegrations(fakeClient(), itemsOf(3), { onProgress });
        t.assert.equal((await run.summary()).updated, 3);
      },
    },
    {
      name: "several results may be asked for at the same time",
      run: async (t) => {
        const run = t.sdk.updateIntegrations(fakeClient(), itemsOf(2), { ordered: true });
        const iterator = run[Symbol.asyncIterator]();
        const steps = await Promise.all([1, 2, 3, 4].map(() => iterator.next()));
        const indexes = steps.map(({ value }) => value?.index);
        t.assert.deepEqual(indexes, [0, 1, undefined, undefined]);
      },
    },
  ],
};
