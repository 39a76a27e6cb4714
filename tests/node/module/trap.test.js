/** What happens when the module traps: its memory is used up for real, so that an allocation fails. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { connect } from "../../support/control.js";
import { start as startScripted } from "../../support/servers/scripted/server.js";

const ID = "550e8400-e29b-41d4-a716-446655440000";
const ANSWER = { body: JSON.stringify({ integration: { id: ID, name: "n", description: "d" } }) };

/** Every instance that the package made, in order. */
const instances = [];
const modules = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    modules.push(module);
    instances.push(this);
  }
};
const sdk = await import("odeus-integrations");

/** Leaves the live instance no memory to grow into. */
function useUpMemory() {
  const { memory } = instances.at(-1).exports;
  for (let pages = 32_768; pages >= 1; pages /= 2) {
    try {
      for (;;) memory.grow(pages);
    } catch {
      // Half of it, then.
    }
  }
}

/** Changes that break so many rules that the list of issues needs memory. */
const hugeChanges = () =>
  Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, 1]));

/** Makes the module trap, as a caller meets it. */
async function trap(client) {
  useUpMemory();
  return client.updateIntegration(ID, hugeChanges()).then(assert.fail, (error) => error);
}

describe("a trap of the module", () => {
  let server;
  let scripted;
  const uncaught = [];
  const note = (reason) => uncaught.push(reason);

  before(async () => {
    process.on("uncaughtException", note).on("unhandledRejection", note);
    server = await startScripted();
    scripted = connect({ odeusUrl: "", scriptedUrl: server.url, faultsUrl: "" }).scripted;
  });

  after(async () => {
    await server.close();
    process.off("uncaughtException", note).off("unhandledRejection", note);
    assert.deepEqual(uncaught, []);
  });

  async function client(...answers) {
    const scenario = await scripted.scenario(...answers);
    const odeus = new sdk.OdeusClient({ apiKey: "odeus_key", baseUrl: scenario.baseUrl });
    return Object.assign(odeus, { requests: scenario.requests });
  }

  test("is an InternalError of the call that met it, and the next call works", async () => {
    const odeus = await client(ANSWER);
    await odeus.updateIntegration(ID, {});
    // Not the first of all: `fetch` has a module of its own, which Node 24 makes earlier.
    const compiled = modules.at(-1);
    const error = await trap(odeus);
    assert.ok(error instanceof sdk.InternalError);
    assert.equal(error.code, "internal_error");
    assert.deepEqual([error.attempts, error.sent, error.retryable], [0, "no", false]);
    const count = instances.length;
    assert.equal((await odeus.updateIntegration(ID, {})).integration.id, ID);
    assert.equal(instances.length, count + 1, "a fresh instance");
    assert.equal(modules.at(-1), compiled, "of the same compiled module");
  });

  test("does not disturb a call whose answer is under way", async () => {
    const slow = await client({ ...ANSWER, delayMs: 150 });
    const call = slow.updateIntegration(ID, { name: "x" });
    assert.ok((await trap(slow)) instanceof sdk.InternalError);
    assert.equal((await call).integration.id, ID);
  });

  test("ends a call that waits for its next attempt, and what it had begun", async () => {
    const events = [];
    const waiting = await client({ status: 503, headers: { "retry-after": "5" } });
    const call = waiting
      .updateIntegration(ID, {}, { onAttempt: (event) => events.push(event) })
      .then(assert.fail, (error) => error);
    while (events.length === 0) await new Promise(setImmediate);
    const startedAt = performance.now();
    await trap(waiting);
    const error = await call;
    assert.ok(error instanceof sdk.InternalError);
    assert.deepEqual([error.attempts, error.sent], [1, "yes"]);
    assert.ok(performance.now() - startedAt < 4_000, "before the wait was over");
    assert.equal(process.getActiveResourcesInfo().filter((name) => name === "Timeout").length, 0);
  });

  test("ends a call whose second attempt is under way", async () => {
    const slow = await client({ status: 503 }, { ...ANSWER, delayMs: 5_000 });
    const call = slow.updateIntegration(ID, {}).then(assert.fail, (error) => error);
    while ((await slow.requests()).length < 2) await new Promise(setImmediate);
    await trap(slow);
    const error = await call;
    assert.ok(error instanceof sdk.InternalError);
    assert.equal(error.attempts, 2);
  });
});
