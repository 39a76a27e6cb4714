import module from "../../../generated/module.wasm";

/** workerd does not compile bytes. It gives the compiled module for an import of a `.wasm` file. */
export function compileModule(): WebAssembly.Module {
  return module;
}
