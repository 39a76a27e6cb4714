/** What a run of many updates holds: memory, timers, the process. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate, runModule } from "../../support/child.js";

const START = `
  import { updateIntegrations } from "odeus-integrations";
  import { fakeClient, idOf, itemsOf } from "./support/bulk.js";
  const quick = { updateIntegration: async (id) => ({ integration: { id } }) };
`;

/** Programs that leave a run in some state, and then have nothing to do. */
const ENDS = [
  ["has ended", `await updateIntegrations(quick, itemsOf(99), options).summary();`],
  ["was left", `for await (const _ of updateIntegrations(quick, itemsOf(99), options)) break;`],
  ["was never begun", `updateIntegrations(quick, itemsOf(99), options);`],
  [
    "was aborted while its gate was closed",
    `const { RateLimitError } = await import("odeus-integrations");
    const refusing = fakeClient(() => {
      setTimeout(() => controller.abort(), 20);
      throw new RateLimitError({ message: "made", status: 429, retryAfterMs: 100_000 });
    });
    const run = updateIntegrations(refusing, itemsOf(1), options);
    const { code } = await run.summary().catch((error) => error);
    if (code !== "aborted") throw new Error(code);`,
  ],
  [
    "was aborted while its source hangs",
    `const hanging = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
    setTimeout(() => controller.abort(), 20);
    await updateIntegrations(quick, hanging, options).summary().catch(() => {});`,
  ],
];

describe("the resources of many updates", { concurrency: 2 }, () => {
  for (const [state, program] of ENDS) {
    test(`the process ends when a run ${state}`, async () => {
      const source = `${START}
        const controller = new AbortController();
        const options = {
          signal: controller.signal, onProgress() {}, progressIntervalMs: 1_000_000,
        };
        ${program}`;
      const { code, stderr } = await runModule(source, { timeout: 10_000 });
      assert.equal(code, 0, stderr);
    });
  }

  test("a run whose gate is closed keeps the process alive", async () => {
    const updated = await evaluate(`${START}
      import { RateLimitError } from "odeus-integrations";
      const client = fakeClient(({ number }) => {
        if (number > 0) return;
        throw new RateLimitError({ message: "made", status: 429, retryAfterMs: 200 });
      });
      const summary = await updateIntegrations(client, itemsOf(3)).summary();
      console.log(summary.updated);`);
    assert.equal(updated, 3);
  });

  for (const ordered of [false, true]) {
    const order = ordered ? "in order" : "as they settle";
    test(`100,000 items ${order} need less than 64 MiB`, async () => {
      const source = `${START}
        function* items() {
          for (let number = 0; number < 100_000; number += 1) {
            yield { id: idOf(number), changes: { name: "Name" }, ballast: "x".repeat(900) + number };
          }
        }
        const client = {
          updateIntegration: (id) => new Promise((resolve) =>
            setImmediate(() => resolve({ integration: { id, name: "Name", description: "" } }))),
        };
        const run = updateIntegrations(client, items(), { ordered: ${ordered}, concurrency: 64 });
        let count = 0;
        for await (const { status } of run) if (status === "updated") count += 1;
        console.log(count);`;
      const flags = ["--max-old-space-size=64"];
      assert.equal(await evaluate(source, { flags, timeout: 60_000 }), 100_000);
    });
  }

  test("runs that end or are left give their WebAssembly memory back", async () => {
    const grown = await evaluate(
      `import { memorySize } from "./support/instances.js";
      const { updateIntegrations } = await import("odeus-integrations");
      const { itemsOf } = await import("./support/bulk.js");
      const quick = { updateIntegration: async (id) => ({ integration: { id } }) };
      const load = async (runs) => {
        for (let run = 0; run < runs; run += 1) {
          await updateIntegrations(quick, itemsOf(2)).summary();
          // Nobody ends this run. Its policy goes with its JavaScript object.
          await updateIntegrations(quick, itemsOf(9), { bufferSize: 8 })[Symbol.asyncIterator]().next();
          if (run % 100 === 0) {
            gc();
            await new Promise((resolve) => setTimeout(resolve, 0));
          }
        }
      };
      await load(300);
      const before = memorySize();
      await load(3_000);
      console.log(memorySize() - before);`,
      { flags: ["--expose-gc"], timeout: 60_000 },
    );
    assert.ok(grown <= 65_536, `${grown} bytes`);
  });
});
