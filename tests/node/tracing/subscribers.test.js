/** Subscribers of the tracing channels that throw, and processes in which the channels are missing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ID } from "../../support/calls.js";
import { evaluate } from "../../support/child.js";

/** A program that makes a call with one retry, and prints its result and what it counted. */
const program = (before) => `
  import { tracingChannel } from "node:diagnostics_channel";
  import { AsyncLocalStorage } from "node:async_hooks";
  const counts = { thrown: 0, requests: 0 };
  const channels = ["update", "attempt"].map((name) => tracingChannel("odeus-integrations:" + name));
  ${before}
  const { updateIntegration } = await import("odeus-integrations");
  const fetch = async () => {
    counts.requests += 1;
    const status = counts.requests === 1 ? 503 : 200;
    return Response.json({ integration: { id: "${ID}" } }, { status });
  };
  Math.random = () => 0;
  const { integration } = await updateIntegration("${ID}", {}, { apiKey: "key-of-a-test", fetch });
  await new Promise(setImmediate);
  console.log(JSON.stringify({ id: integration.id, ...counts }));
`;

const run = (before) => evaluate(program(before));

test("subscribers that throw do not change a call", async () => {
  const { id, thrown, requests } = await run(`
    process.on("uncaughtException", () => { counts.thrown += 1; });
    const fail = () => { throw new Error("from a subscriber"); };
    for (const channel of channels) {
      channel.start.bindStore(new AsyncLocalStorage(), fail);
      channel.subscribe({ start: fail, end: fail, asyncStart: fail, asyncEnd: fail, error: fail });
    }
  `);
  assert.deepEqual({ id, requests }, { id: ID, requests: 2 });
  // Node raises each error as an uncaught exception. One call and two attempts, one of which failed.
  assert.ok(thrown >= 3 * 4 + 1, String(thrown));
});

const WITHOUT_CHANNELS = {
  "without process.getBuiltinModule": "process.getBuiltinModule = undefined;",
  "with a process.getBuiltinModule that throws":
    "process.getBuiltinModule = () => { throw new Error('not supported'); };",
  "with a process.getBuiltinModule that knows no module":
    "process.getBuiltinModule = () => undefined;",
  "with a node:diagnostics_channel that has no tracing channels":
    "process.getBuiltinModule = () => ({});",
};

for (const [name, before] of Object.entries(WITHOUT_CHANNELS)) {
  test(`a call works ${name}`, async () => {
    const subscribe = "for (const channel of channels) channel.subscribe({ start() {} });";
    assert.deepEqual(await run(`${subscribe}\n${before}`), { id: ID, thrown: 0, requests: 2 });
  });
}

test("the import asks for no module and no channel", async () => {
  const source = `
    let asked = 0;
    const { getBuiltinModule } = process;
    process.getBuiltinModule = (name) => { asked += 1; return getBuiltinModule(name); };
    const { OdeusClient } = await import("odeus-integrations");
    new OdeusClient({ apiKey: "key-of-a-test" });
    console.log(asked);
  `;
  assert.equal(await evaluate(source), 0);
});
