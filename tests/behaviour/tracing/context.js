/**
 * The async context of a traced call: a store that is bound to a channel is active in all that the call
 * does, in retries too, however many calls are in flight. So spans get the right parent.
 */
import { answering, silence } from "../../support/answering.js";
import { KEY } from "../../support/calls.js";
import { tracingChannels } from "../../support/channels.js";
import { withoutJitter } from "../../support/no-jitter.js";

const CALLS = 64;

/** Not a literal: bundlers would look for the module where there is none. */
const MODULE = "node:async_hooks";

const ignore = () => {};

/**
 * Runs a step while each channel has a store with its context. There is a subscriber, too: workerd does
 * not tell of stores without one.
 */
async function withBoundStores(step) {
  const { AsyncLocalStorage } = await import(MODULE);
  const channels = await tracingChannels();
  const stores = { update: new AsyncLocalStorage(), attempt: new AsyncLocalStorage() };
  for (const name of ["update", "attempt"]) {
    channels[name].start.bindStore(stores[name], (context) => context);
    channels[name].start.subscribe(ignore);
  }
  try {
    return await withoutJitter(() => step(stores));
  } finally {
    for (const name of ["update", "attempt"]) {
      channels[name].start.unbindStore(stores[name]);
      channels[name].start.unsubscribe(ignore);
    }
  }
}

/** Makes all the calls at once, and asserts that each `fetch` and `onAttempt` saw its own contexts. */
const assertStores = (t, answers, attempts, options) =>
  withBoundStores(async ({ update, attempt }) => {
    const seen = [];
    const call = async () => {
      const id = crypto.randomUUID();
      const { fetch } = answering(...answers);
      let number = 0;
      const client = new t.sdk.OdeusClient({
        apiKey: KEY,
        baseUrl: "https://odeus.example",
        ...options,
        fetch: (...parameters) => {
          number += 1;
          const store = attempt.getStore();
          seen.push([update.getStore()?.integrationId === id, store?.integrationId === id]);
          t.assert.equal(store?.attempt, number);
          t.assert.equal(store?.callId, update.getStore()?.callId);
          return fetch(...parameters);
        },
        onAttempt: ({ callId }) => seen.push([update.getStore()?.callId === callId, true]),
      });
      await client.updateIntegration(id, {});
      seen.push([update.getStore() === undefined, attempt.getStore() === undefined]);
    };
    await Promise.all(Array.from({ length: CALLS }, call));
    t.assert.lengthOf(seen, CALLS * (2 * attempts + 1));
    t.assert.deepEqual(
      seen.filter((one) => one.includes(false)),
      [],
    );
  });

const BUSY_FOR_20_MS = { status: 503, headers: { "retry-after-ms": "20" } };

export default {
  topic: "tracing: async context",
  cases: [
    {
      name: "64 traced calls that are answered with 503 twice see their own contexts",
      run: (t) => assertStores(t, [503, BUSY_FOR_20_MS, 200], 3),
    },
    {
      name: "64 traced calls whose first attempts time out see their own contexts",
      run: (t) => assertStores(t, [silence, 200], 2, { attemptTimeoutMs: 50 }),
    },
  ],
};
