import { ownProcess } from "./environment.js";

/** UTF-8 by the runtime's own coders; in Jest's jsdom, which has none, by Node's. */
const coders = (): Pick<typeof globalThis, "TextDecoder" | "TextEncoder"> =>
  typeof TextDecoder === "function"
    ? globalThis
    : (ownProcess()?.getBuiltinModule?.("node:util") as typeof globalThis);

/** The class itself, for the bindings. */
export function textDecoderClass(): typeof TextDecoder {
  return coders().TextDecoder;
}

/** The text of bytes; with `fatal` it throws at bytes that are not UTF-8. */
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

export function encodeUtf8(text: string | undefined): Uint8Array {
  return new (coders().TextEncoder)().encode(text);
}
