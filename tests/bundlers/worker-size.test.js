/** Holds the size budget of a Worker with one client. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { WORKER_BUDGET_KB } from "../../scripts/budget.js";

const BUDGET = WORKER_BUDGET_KB * 1_000;

test(`a client for workerd is at most ${WORKER_BUDGET_KB} KB`, async (t) => {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export { OdeusClient } from "odeus-integrations";',
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
  assert.ok(size <= BUDGET, `${size} bytes, ${size - BUDGET} over the budget`);
});
