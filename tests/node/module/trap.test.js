/** Traps of the module. The tests use up the module's memory, so that an allocation fails. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ID } from "../../support/calls.js";
import { connect } from "../../support/control.js";
import { start as startScripted } from "../../support/servers/scripted/server.js";

const ANSWER = { body: JSON.stringify({ integration: { id: ID, name: "n", description: "d" } }) };

/** Every instance that was made, in order, and the module of each. */
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

/** Uses up all the memory that the live instance could get. */
function useUpMemory() {
  // The build shortens the names of the exports.
  const exports = Object.values(instances.at(-1).exports);
  const memory = exports.find((value) => value instanceof WebAssembly.Memory);
  for (let pages = 32_768; pages >= 1; pages /= 2) {
    try {
      for (;;) memory.grow(pages);
    } catch {
      // There is not so much memory left. The next round asks for half.
    }
  }
}

/** Changes that break so many rules that the list of issues needs more memory. */
const hugeChanges = () =>
  Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`k${n}`, 1]));

/** Makes the module trap in a call, and returns the call's error. */
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

  test("gives an InternalError to the call that met it, and the next call works", async () => {
    const odeus = await client(ANSWER);
    await odeus.updateIntegration(ID, {});
    // The first module can be another one: `fetch` has its own, which Node 24 compiles earlier.
    const compiled = modules.at(-1);
    const count = instances.length;
    const error = await trap(odeus);
    assert.ok(error instanceof sdk.InternalError);
    assert.equal(error.code, "internal_error");
    assert.deepEqual([error.attempts, error.applied, error.retryable], [0, "no", true]);
    assert.equal((await odeus.updateIntegration(ID, {})).integration.id, ID);
    assert.equal(instances.length, count + 1, "a new instance was made");
    assert.equal(modules.at(-1), compiled, "the compiled module is the same");
  });

  test("does not disturb a call that waits for its answer", async () => {
    const slow = await client({ ...ANSWER, delayMs: 150 });
    const call = slow.updateIntegration(ID, { name: "x" });
    assert.ok((await trap(slow)) instanceof sdk.InternalError);
    assert.equal((await call).integration.id, ID);
  });

  test("does not disturb a call that waits for its next attempt", async () => {
    const events = [];
    const busy = { status: 503, headers: { "retry-after-ms": "300" } };
    const waiting = await client(busy, ANSWER);
    const call = waiting.updateIntegration(ID, {}, { onAttempt: (event) => events.push(event) });
    while (events.length === 0) await new Promise(setImmediate);
    await trap(waiting);
    assert.equal((await call).integration.id, ID);
    assert.deepEqual(
      events.map(({ attempt, status }) => [attempt, status]),
      [
        [1, 503],
        [2, 200],
      ],
    );
  });

  test("does not disturb a call whose second attempt is under way", async () => {
    const slow = await client({ status: 503 }, { ...ANSWER, delayMs: 1_000 });
    const call = slow.updateIntegration(ID, {});
    while ((await slow.requests()).length < 2) await new Promise(setImmediate);
    await trap(slow);
    assert.equal((await call).integration.id, ID);
    assert.equal((await slow.requests()).length, 2);
  });
});
