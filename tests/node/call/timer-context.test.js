/** Timers that fire in the async context of other code, as fake timers do. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { test } from "node:test";
import { ID, KEY } from "../../support/calls.js";

const sdk = await import("odeus-integrations");

test("fetch and onAttempt see the context of the call, whatever context its timers fire in", async (t) => {
  const storage = new AsyncLocalStorage();
  const timers = new Set();
  t.mock.method(globalThis, "setTimeout", (run, _, ...values) => {
    const timer = { run: () => run(...values) };
    timers.add(timer);
    return timer;
  });
  t.mock.method(globalThis, "clearTimeout", (timer) => timers.delete(timer));
  const seen = [];
  const note = (what) => seen.push(`${what}: ${storage.getStore()}`);
  const fetch = () => {
    note("fetch");
    return new Promise(() => {});
  };
  const onAttempt = () => note("onAttempt");
  const client = new sdk.OdeusClient({ apiKey: KEY, fetch, onAttempt });
  let isSettled = false;
  const call = storage
    .run("the call", () => client.updateIntegration(ID, {}))
    .catch((error) => {
      isSettled = true;
      return error;
    });
  while (!isSettled) {
    const [timer] = timers;
    timers.delete(timer);
    storage.run("other code", () => timer?.run());
    await new Promise(setImmediate);
  }
  assert.equal((await call).attempts, 3);
  const once = ["fetch: the call", "onAttempt: the call"];
  assert.deepEqual(seen, [...once, ...once, ...once]);
});
