import module from "../../../generated/module.wasm?module";

/**
 * The module that the host compiled: Vercel's edge runtime gives one for an import of a `.wasm` file
 * with `?module`, and Next.js refuses other ways.
 */
export function compileModule(): WebAssembly.Module {
  return module;
}
