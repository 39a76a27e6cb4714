/** What surrounds a run of many updates: async contexts, a polluted prototype, rejections. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../../support/child.js";

const START = `
  import { OdeusClient, RateLimitError, updateIntegrations } from "odeus-integrations";
  import { fakeClient, idOf, itemsOf } from "./support/bulk.js";
  const refuse = (retryAfterMs) => {
    throw new RateLimitError({ message: "made", status: 429, retryAfterMs });
  };
`;

/** Properties that a run, an item, a step or a result could take from a prototype. */
const POLLUTED = {
  id: "550e8400-e29b-41d4-a716-446655440099",
  changes: {},
  concurrency: 1,
  ordered: true,
  skip: 5,
  total: 1,
  maxFailures: 1,
  timeoutMs: 1,
  signal: { aborted: true },
  onProgress: "polluted",
  follower: 1,
  status: "polluted",
  error: "polluted",
};

describe("the surroundings of many updates", { concurrency: 2 }, () => {
  test("every request runs in the async context of the loop, after a wait and a retry too", async () => {
    const contexts = await evaluate(`${START}
      import { AsyncLocalStorage } from "node:async_hooks";
      const storage = new AsyncLocalStorage();
      const contexts = [];
      const client = fakeClient(async ({ number }) => {
        contexts.push(storage.getStore());
        if (number === 1) refuse(20);
        await new Promise((resolve) => setTimeout(resolve, 5));
      });
      async function* source() {
        for (const item of itemsOf(6)) {
          await storage.run("source", () => new Promise((resolve) => setTimeout(resolve, 1)));
          yield item;
        }
      }
      const sum = (name) => storage.run(name, () => updateIntegrations(client, source()).summary());
      await Promise.all([sum("a"), sum("b")]);
      console.log(JSON.stringify(contexts.sort()));`);
    assert.deepEqual(contexts, [..."aaaaaabbbbbb", contexts.at(6)].sort());
  });

  test("a polluted Object.prototype changes no run", async () => {
    const { calls, results, progress, broken } = await evaluate(`${START}
      const polluted = ${JSON.stringify(POLLUTED)};
      Object.assign(Object.prototype, polluted);
      const client = fakeClient();
      const run = updateIntegrations(client, itemsOf(4));
      const results = [];
      for await (const result of run) results.push(Object.keys(result).join());
      const [broken] = (await updateIntegrations(client, [{ changes: {} }]).summary()).failures;
      const calls = client.calls.map(({ options }) => Object.entries(options).join());
      const progress = Object.keys(run.progress);
      for (const name of Object.keys(polluted)) delete Object.prototype[name];
      console.log(JSON.stringify({ calls, results, progress, broken: broken.error?.code }));`);
    assert.deepEqual(calls, Array(4).fill("maxRetries,0"));
    assert.deepEqual(results, Array(4).fill("index,item,attempts,status,integration"));
    assert.ok(!progress.includes("total"));
    assert.equal(broken, "invalid_input");
  });

  test("no run leaves an unhandled rejection, whatever fails", async () => {
    const unhandled = await evaluate(`${START}
      const unhandled = [];
      process.on("unhandledRejection", (reason) => unhandled.push(String(reason)));
      const failing = () => Promise.reject(new Error("failing"));
      const options = { onProgress: failing, progressIntervalMs: 1 };
      const sources = [
        itemsOf(5),
        { [Symbol.asyncIterator]: () => ({ next: failing, return: failing }) },
        { [Symbol.iterator]: () => ({ next: () => ({ value: null }), return: failing }) },
      ];
      for (const source of sources) {
        for (const client of [fakeClient(failing), fakeClient()]) {
          const run = updateIntegrations(client, source, { ...options, maxFailures: 3 });
          try {
            for await (const _ of run) if (client.calls.length > 2) break;
          } catch {}
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
      console.log(JSON.stringify(unhandled));`);
    assert.deepEqual(unhandled, []);
  });
});
