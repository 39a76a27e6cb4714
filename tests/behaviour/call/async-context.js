/**
 * The async context of a call: what it calls sees the `AsyncLocalStorage` store of its caller, in
 * retries too, however many calls are in flight. Tracing depends on it.
 */
import { answering, refused, silence } from "../../support/answering.js";
import { ID, KEY } from "../../support/calls.js";
import { withoutJitter } from "../../support/no-jitter.js";

const CALLS = 64;
/** One client has tokens for 100 retries. */
const CLIENTS = 4;

/** A loopback port that no service has, and that no runtime's `fetch` blocks. */
const REFUSED_PORT = "http://127.0.0.1:4";

/** Not a literal: bundlers would look for the module where there is none. */
const MODULE = "node:async_hooks";

/**
 * Makes all the calls at once, each in a store of its own, and asserts that each `fetch`, each
 * `onAttempt` and the code after each call saw the store of its call.
 * @param {import("../../support/calls.js").Tools} t
 * @param {object} setup
 * @param {() => typeof fetch} setup.makeFetch makes the `fetch` of one call
 * @param {number} setup.attempts how many requests each call makes
 * @param {object} [setup.options] options of the clients
 * @param {AbortSignal} [setup.signal] one signal for all the calls
 * @returns how each call ended
 */
async function assertContexts(t, { makeFetch, attempts, options, signal }) {
  const { AsyncLocalStorage } = await import(MODULE);
  const storage = new AsyncLocalStorage();
  const seen = [];
  const see = (what, index) => seen.push({ what, index, store: storage.getStore() });
  const fetches = Array.from({ length: CALLS }, makeFetch);
  const fetch = (url, init) => {
    const index = Number(init.headers["x-call"]);
    see("fetch", index);
    return fetches[index](url, init);
  };
  const client = () =>
    new t.sdk.OdeusClient({ apiKey: KEY, baseUrl: REFUSED_PORT, fetch, ...options });
  const clients = Array.from({ length: CLIENTS }, client);
  const call = (index) => {
    const onAttempt = ({ attempt }) => see(`onAttempt ${attempt}`, index);
    const headers = { "x-call": String(index) };
    return clients[index % CLIENTS]
      .updateIntegration(ID, {}, { headers, onAttempt, signal })
      .then(
        (value) => ({ value }),
        (error) => ({ error }),
      )
      .finally(() => see("after the call", index));
  };
  const ended = await withoutJitter(() =>
    Promise.all(Array.from({ length: CALLS }, (_, index) => storage.run(index, () => call(index)))),
  );
  const wrong = seen.filter(({ index, store }) => index !== store);
  const some = wrong.slice(0, 3).map((one) => JSON.stringify(one));
  t.assert.equal(wrong.length, 0, `so many of ${seen.length} saw another store: ${some}`);
  t.assert.lengthOf(seen, CALLS * (2 * attempts + 1), "what was seen");
  return ended;
}

const assertUpdated = (t, ended) => {
  for (const { value, error } of ended) t.assert.isString(value?.integration.id, error?.stack);
};

const assertFailed = (t, ended, code, attempts) => {
  for (const { error } of ended) {
    t.assert.deepEqual([error?.code, error?.attempts], [code, attempts], error?.stack);
  }
};

const BUSY_FOR_20_MS = { status: 503, headers: { "retry-after-ms": "20" } };

export default {
  topic: "async context",
  cases: [
    {
      name: "64 calls to a refused port see their own store in each attempt",
      run: async (t) => {
        const makeFetch = () => globalThis.fetch;
        const ended = await assertContexts(t, { makeFetch, attempts: 3 });
        assertFailed(t, ended, "connection_failed", 3);
      },
    },
    {
      name: "64 calls that are all refused in the same moment see their own store in each attempt",
      run: async (t) => {
        const makeFetch = () => refused;
        const ended = await assertContexts(t, { makeFetch, attempts: 3 });
        assertFailed(t, ended, "connection_failed", 3);
      },
    },
    {
      name: "64 calls that are answered with 503 twice see their own store in each attempt",
      run: async (t) => {
        const makeFetch = () => answering(503, 503, 200).fetch;
        assertUpdated(t, await assertContexts(t, { makeFetch, attempts: 3 }));
      },
    },
    {
      name: "64 calls that wait as long as the API asked see their own store in each attempt",
      run: async (t) => {
        const makeFetch = () => answering(BUSY_FOR_20_MS, BUSY_FOR_20_MS, 200).fetch;
        assertUpdated(t, await assertContexts(t, { makeFetch, attempts: 3 }));
      },
    },
    {
      name: "64 calls whose attempts time out see their own store in each attempt",
      run: async (t) => {
        const makeFetch = () => answering(silence, silence, 200).fetch;
        const options = { attemptTimeoutMs: 50 };
        assertUpdated(t, await assertContexts(t, { makeFetch, attempts: 3, options }));
      },
    },
    {
      name: "64 calls that fail at once and are not retried see their own store",
      run: async (t) => {
        const makeFetch = () => answering(404).fetch;
        const ended = await assertContexts(t, { makeFetch, attempts: 1 });
        assertFailed(t, ended, "not_found", 1);
      },
    },
    {
      name: "64 calls that one signal aborts in their second attempt see their own store",
      run: async (t) => {
        const controller = new AbortController();
        let begun = 0;
        const secondAttempt = (request) => {
          begun += 1;
          // From the store of the last call, which is not that of the others.
          if (begun === CALLS) setTimeout(() => controller.abort(), 5);
          return silence(request);
        };
        const makeFetch = () => answering(503, secondAttempt).fetch;
        const { signal } = controller;
        const ended = await assertContexts(t, { makeFetch, attempts: 2, signal });
        assertFailed(t, ended, "aborted", 2);
      },
    },
  ],
};
