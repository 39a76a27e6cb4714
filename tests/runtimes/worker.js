/** Bundles a program for a host that loads `.wasm` files itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { DIST } from "./bundle.js";

/**
 * Bundles a program. The `.wasm` file stays outside of the bundle, and the host loads it.
 * @param {string} source
 * @param {{ condition: string, wasm: string }} host `wasm` replaces the path of the import
 * @returns {Promise<{ code: string, wasm: Uint8Array }>}
 */
export async function bundleFor(source, { condition, wasm }) {
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
