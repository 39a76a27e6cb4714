import { useModule } from "./instance.js";

/**
 * Hands over the compiled module, on a host that does not compile bytes and has no condition of its own
 * in the package's `exports`. Call it before anything else of the package.
 *
 * @param module - compiled from `odeus-integrations/module.wasm`
 */
export function initialize(module: WebAssembly.Module): void {
  // In a sandbox the host's module is not an instance of the sandbox's class, so its tag is compared.
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
    throw new TypeError(
      "initialize needs the WebAssembly.Module that was compiled from odeus-integrations/module.wasm.",
    );
  }
  useModule(module);
}
