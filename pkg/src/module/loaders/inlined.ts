import base64 from "../../../generated/inlined-wasm.cjs";

/**
 * Compiles the module from bytes in the code. A bundler cannot lose a file, and no permission to read
 * one is needed. Every host without its own loader uses this.
 */
export function compileModule(): WebAssembly.Module {
  return new WebAssembly.Module(decode(base64));
}

declare const Buffer: { from(text: string, encoding: "base64"): Uint8Array } | undefined;

/** `Buffer` is many times faster than `atob`, where there is one. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  if (typeof Buffer !== "undefined") return Uint8Array.from(Buffer.from(text, "base64"));
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
}
