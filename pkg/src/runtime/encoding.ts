import { ownProcess } from "./process.js";

/** The runtime's own coders of UTF-8. Jest's jsdom has none, so there the coders are Node's. */
const coders = (): Pick<typeof globalThis, "TextDecoder" | "TextEncoder"> =>
  typeof TextDecoder === "function"
    ? globalThis
    : (ownProcess()?.getBuiltinModule?.("node:util") as typeof globalThis);

/** The class `TextDecoder`, which the bindings need. */
export function textDecoderClass(): typeof TextDecoder {
  return coders().TextDecoder;
}

/** Decodes bytes. With `fatal` it throws at bytes that are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, fatal: boolean): string {
  if (fatal) {
    strict ??= newDecoder(true);
    return strict.decode(bytes);
  }
  lenient ??= newDecoder(false);
  return lenient.decode(bytes);
}

let strict: TextDecoder | undefined;
let lenient: TextDecoder | undefined;

function newDecoder(fatal: boolean): TextDecoder {
  return new (textDecoderClass())("utf-8", { fatal });
}

/** Encodes a text. */
export function encodeUtf8(text: string | undefined): Uint8Array {
  return new (coders().TextEncoder)().encode(text);
}
