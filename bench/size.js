// Measures how much one client adds to a Worker: bundled for workerd, minified, gzip -9, JS and wasm.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { WORKER_BUDGET_KB } from "../scripts/budget.js";

const ENTRIES = {
  "odeus-integrations": 'export { OdeusClient } from "odeus-integrations";',
  "zod, with its schema": 'export * from "./schema.js";',
  ky: 'export { default } from "ky";',
  openai: 'export { default } from "openai";',
  axios: 'export { default } from "axios";',
};

/** @returns {Promise<import("./report.js").Section>} */
export async function measureSizes() {
  const rows = [];
  for (const [name, code] of Object.entries(ENTRIES)) {
    const parts = await bundle(code);
    const value = parts.reduce((sum, { size }) => sum + size, 0) / 1_000;
    const detail = parts.map(({ kind, size }) => `${kind} ${(size / 1_000).toFixed(1)}`).join(", ");
    rows.push({ name, value, rounds: [value], detail });
  }
  return {
    title: "Shipped to a Worker, gzip",
    unit: "KB",
    rows,
    targets: [{ atMost: WORKER_BUDGET_KB }],
  };
}

/** @param {string} code */
async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
    loader: { ".wasm": "file" },
    outdir: "out",
    write: false,
    logLevel: "error",
  });
  return outputFiles.map(({ path, contents }) => ({
    kind: path.endsWith(".wasm") ? "wasm" : "JS",
    size: gzipSync(contents, { level: 9 }).length,
  }));
}
