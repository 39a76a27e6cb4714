import module from "../../../generated/module.wasm";

/**
 * The module that the host compiled: workerd (Cloudflare Workers) refuses to compile bytes, and
 * gives a compiled module for an import of a `.wasm` file.
 */
export function compileModule(): WebAssembly.Module {
  return module;
}
