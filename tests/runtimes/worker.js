/** Workers: a program with the package, bundled as for Cloudflare, and run by miniflare. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { DIST } from "./bundle.js";

const HOST = { condition: "workerd", wasm: "./module.wasm" };

/**
 * Bundles a program. The `.wasm` file stays outside of the bundle, and the host loads it.
 * @param {string} source
 * @param {{ condition: string, wasm: string }} host `wasm` replaces the path of the import
 * @returns {Promise<{ code: string, wasm: Uint8Array }>}
 */
async function bundleFor(source, { condition, wasm }) {
  let file;
  const keepWasm = {
    name: "keep-wasm",
    setup: ({ onResolve }) => {
      onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => {
        file = join(resolveDir, path.replace("?module", ""));
        return { path: wasm, external: true };
      });
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: DIST },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    conditions: [condition],
    plugins: [keepWasm],
    logLevel: "error",
  });
  return { code: outputFiles[0].text, wasm: readFileSync(file) };
}

/**
 * Starts a worker.
 * @param {string} source its program, as an ES module
 * @param {{ compatibilityDate: string, compatibilityFlags?: string[] }} behaviour
 */
export async function startWorker(source, behaviour) {
  const { code, wasm } = await bundleFor(source, HOST);
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: code },
      { type: "CompiledWasm", path: "module.wasm", contents: wasm },
    ],
    ...behaviour,
    // workerd writes a stack for each broken answer that it meets.
    handleRuntimeStdio: (stdout, stderr) => {
      stdout.resume();
      stderr.resume();
    },
  });
  try {
    await worker.ready;
  } catch (error) {
    await worker.dispose();
    throw error;
  }
  return worker;
}

/**
 * Runs the behaviour suites in a worker and returns their results.
 * @param {{ urls: object, skip: string[], folder: string }} setup
 * @param {Parameters<typeof startWorker>[1]} behaviour
 */
export async function runSuiteInWorker({ urls, skip, folder }, behaviour) {
  const worker = await startWorker(
    `import * as sdk from "odeus-integrations";
    import * as testing from "odeus-integrations/testing";
    export default {
      async fetch(request) {
        // Not before a request: the suites make signals, which the global scope may not.
        const { run } = await import(${JSON.stringify(join(folder, "suite.js"))});
        return Response.json(await run({ sdk, testing, ...(await request.json()) }));
      },
    };`,
    behaviour,
  );
  try {
    const body = JSON.stringify({ urls, skip });
    const signal = AbortSignal.timeout(180_000);
    const answer = await worker.dispatchFetch("http://worker/", { method: "POST", body, signal });
    return await answer.json();
  } finally {
    await worker.dispose();
  }
}
