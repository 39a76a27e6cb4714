/** Workers as wrangler bundles them for a deployment, and miniflare, which runs them in workerd. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChild } from "../support/child.js";
import { program } from "./example.js";

/** Loads wrangler's own miniflare, so that the versions of both fit. */
export async function loadMiniflare() {
  const require = createRequire(createRequire(import.meta.url).resolve("wrangler/package.json"));
  return import(pathToFileURL(require.resolve("miniflare")).href);
}

/** Bundles the Worker of a folder. Returns its modules for miniflare, the entry first. */
export async function bundleWorker(folder) {
  const built = join(folder, "built");
  await runChild(program("wrangler"), ["deploy", "--dry-run", "--outdir", built], {
    cwd: folder,
    env: { WRANGLER_SEND_METRICS: "false", CI: "1" },
  });
  const names = readdirSync(built).filter((name) => /\.(js|wasm)$/.test(name));
  return names
    .sort((name) => (name.endsWith(".js") ? -1 : 1))
    .map((name) => ({
      type: name.endsWith(".js") ? "ESModule" : "CompiledWasm",
      path: name,
      contents: readFileSync(join(built, name)),
    }));
}
