import { useModule } from "./instance.js";

/**
 * Gives the package its compiled module, on a host that does not compile bytes and has no condition
 * of its own in the package's `exports`. Call it before anything else of the package.
 *
 * @param module - compiled from `odeus-integrations/module.wasm`
 */
export function initialize(module: WebAssembly.Module): void {
  // By its tag: in a sandbox a host's module is no instance of the sandbox's class.
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") {
    throw new TypeError(
      "initialize takes the WebAssembly.Module of odeus-integrations/module.wasm",
    );
  }
  useModule(module);
}
