import { useModule } from "./instance.js";

/**
 * Passes a compiled module to the package, for a host that cannot compile bytes and has no condition
 * in `exports`. Call it before anything else of the package.
 *
 * @param module - the `WebAssembly.Module` that was compiled from `odeus-integrations/module.wasm`
 * @throws a `TypeError` for anything else
 */
export function initialize(module: object): void {
  // A sandbox has its own class `WebAssembly.Module`. The host's module is not an instance of it, so
  // the tag is compared.
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
    throw new TypeError(
      "initialize takes the WebAssembly.Module of odeus-integrations/module.wasm",
    );
  }
  useModule(module as WebAssembly.Module);
}
