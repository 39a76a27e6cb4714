import { UnusableBody } from "../../generated/bindings.js";
import { BODY_LIMIT } from "../limits.js";
import { decodeUtf8, encodeUtf8 } from "../runtime/encoding.js";
import { quietly } from "../runtime/quietly.js";

/** A body as far as it came. */
export interface Body {
  /** Why the body is not whole; `undefined` if it is. */
  readonly problem: UnusableBody | undefined;
  /** The text that came; `undefined` if nothing came or if it is not UTF-8. */
  readonly text: string | undefined;
}

/** What a response needs so that its body can be read. Test doubles often have only one of these. */
export interface Readable {
  readonly body?: { getReader?(): ReadableStreamDefaultReader<unknown> } | null;
  arrayBuffer?(): Promise<ArrayBuffer>;
  text?(): Promise<string>;
  json?(): Promise<unknown>;
}

/** Reads the body of one response. */
export class BodyReader {
  readonly #response: Readable;
  readonly #chunks: Uint8Array[] = [];
  #stream: ReadableStreamDefaultReader<unknown> | undefined;

  constructor(response: Readable) {
    this.#response = response;
  }

  /** Reads the body up to the limit, and cancels the rest. Never rejects. */
  async read(): Promise<Body> {
    const chunks = this.#chunks;
    try {
      const stream = this.#response.body?.getReader?.();
      this.#stream = stream;
      if (stream === undefined) return decode(await readWhole(this.#response));
      let size = 0;
      for (;;) {
        const { done, value } = await stream.read();
        if (done) return decode(join(chunks));
        const chunk = bytesOf(value);
        size += chunk.byteLength;
        if (size > BODY_LIMIT) {
          this.cancel();
          return partOf(chunks, UnusableBody.TooLarge);
        }
        chunks.push(chunk);
      }
    } catch {
      this.cancel();
      return partOf(chunks, UnusableBody.BrokenOff);
    }
  }

  /** Cancels the body, so that its connection is free again. */
  cancel(): void {
    quietly(() => this.#stream?.cancel());
  }
}

/** A chunk as bytes. A body that yields anything else, such as text, counts as broken off. */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (!ArrayBuffer.isView(chunk))
    throw new TypeError("The body yields something that is not bytes.");
  // This is a view of another type, or from another realm.
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

function partOf(chunks: Uint8Array[], problem: UnusableBody): Body {
  return { problem, text: chunks.length === 0 ? undefined : decodeUtf8(join(chunks), false) };
}

function decode(bytes: Uint8Array): Body {
  if (bytes.byteLength > BODY_LIMIT) return partOf([bytes], UnusableBody.TooLarge);
  try {
    return { text: decodeUtf8(bytes, true), problem: undefined };
  } catch {
    return { problem: UnusableBody.NotUtf8, text: undefined };
  }
}

async function readWhole(response: Readable): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  if (response.arrayBuffer !== undefined) return new Uint8Array(await response.arrayBuffer());
  const text = await (response.text?.() ?? response.json?.().then((body) => JSON.stringify(body)));
  return encodeUtf8(text);
}

function join(chunks: Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (chunks.length <= 1) return first ?? new Uint8Array();
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Cancels a response that nobody will read, so that its connection is free again. */
export function discard(response: unknown): void {
  quietly(() => (response as Response | undefined)?.body?.cancel());
}
