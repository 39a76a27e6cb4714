/** Holds the size budgets of a Worker. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { BULK_WORKER_BUDGET_KB, WORKER_BUDGET_KB } from "../../scripts/budget.js";

for (const [user, names, budget] of [
  ["a client for workerd", "OdeusClient", WORKER_BUDGET_KB],
  ["a client with many updates", "OdeusClient, updateIntegrations", BULK_WORKER_BUDGET_KB],
]) {
  test(`${user} is at most ${budget} KB`, async (t) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { ${names} } from "odeus-integrations";`,
        resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      },
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2022",
      conditions: ["workerd"],
      loader: { ".wasm": "file" },
      outdir: "out",
      write: false,
    });
    assert.equal(outputFiles.length, 2);
    const sizes = outputFiles.map(({ contents }) => gzipSync(contents, { level: 9 }).length);
    const size = sizes.reduce((sum, part) => sum + part, 0);
    t.diagnostic(`${sizes.join(" + ")} = ${size} bytes`);
    const over = size - budget * 1_000;
    assert.ok(over <= 0, `${size} bytes, ${over} over the budget`);
  });
}
