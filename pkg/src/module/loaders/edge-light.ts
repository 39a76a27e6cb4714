import module from "../../../generated/module.wasm?module";

/**
 * Vercel's edge runtime gives the compiled module for an import with `?module`. Next.js refuses other
 * ways.
 */
export function compileModule(): WebAssembly.Module {
  return module;
}
