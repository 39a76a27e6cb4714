/** The Cloudflare Worker. wrangler bundles it as for a deployment, and workerd runs it. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { runChild } from "../support/child.js";
import {
  assertUpdates,
  copyExample,
  program,
  UPDATE_PATH,
  versionOf,
  withOdeus,
} from "./example.js";

/** Loads wrangler's own miniflare, so that the versions of both fit. */
async function loadMiniflare() {
  const require = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  return import(pathToFileURL(require.resolve("miniflare")).href);
}

test(`wrangler ${versionOf("wrangler")} bundles a Worker that updates an integration`, async () => {
  const folder = copyExample("cloudflare-worker");
  const built = join(folder, "built");
  await runChild(program("wrangler"), ["deploy", "--dry-run", "--outdir", built], {
    cwd: folder,
    env: { WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
  const names = readdirSync(built).filter((name) => /\.(js|wasm)$/.test(name));
  const modules = names
    .sort((name) => (name.endsWith(".js") ? -1 : 1))
    .map((name) => ({
      type: name.endsWith(".js") ? "ESModule" : "CompiledWasm",
      path: name,
      contents: readFileSync(join(built, name)),
    }));
  const { Miniflare } = await loadMiniflare();
  await withOdeus(async (bindings) => {
    const worker = new Miniflare({ modules, compatibilityDate: "2026-04-26", bindings });
    try {
      await assertUpdates(new URL(UPDATE_PATH, await worker.ready));
    } finally {
      await worker.dispose();
    }
  });
});
