/** A million updates need no more memory than a few. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../support/child.js";

describe("1,000,000 items need less than 64 MiB", () => {
  for (const ordered of [false, true]) {
    test(ordered ? "in order" : "as they settle", async () => {
      const source = `
        import { updateIntegrations } from "odeus-integrations";
        import { idOf } from "./support/bulk.js";
        function* items() {
          for (let number = 0; number < 1_000_000; number += 1) {
            yield { id: idOf(number), changes: { name: "Name" }, ballast: "x".repeat(900) + number };
          }
        }
        const client = {
          updateIntegration: (id) => new Promise((resolve) =>
            setImmediate(() => resolve({ integration: { id, name: "Name", description: "" } }))),
        };
        const run = updateIntegrations(client, items(), { ordered: ${ordered}, concurrency: 64 });
        const { updated } = await run.summary();
        console.log(updated);`;
      const flags = ["--max-old-space-size=64"];
      assert.equal(await evaluate(source, { flags, timeout: 300_000 }), 1_000_000);
    });
  }
});
