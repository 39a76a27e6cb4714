import { decodeUtf8, encodeUtf8 } from "./encoding.js";
import { quietly } from "./quietly.js";

/** The most bytes of a body that are read, after decompression: 1 MiB. */
const LIMIT = 1_048_576;

/** What came of reading a body. */
export type Body =
  | { readonly text: string; readonly problem: undefined }
  | {
      /** Why it is not whole. */
      readonly problem: "TooLarge" | "BrokenOff" | "NotUtf8";
      /** As much of it as came. */
      readonly text: string | undefined;
    };

/** What a response must have to be read; test doubles often have only one of them. */
export interface Readable {
  readonly body?: { getReader?(): ReadableStreamDefaultReader<Uint8Array> } | null;
  arrayBuffer?(): Promise<ArrayBuffer>;
  text?(): Promise<string>;
  json?(): Promise<unknown>;
}

/** Reads one response's body. */
export class BodyReader {
  readonly #response: Readable;
  readonly #chunks: Uint8Array[] = [];
  #stream: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(response: Readable) {
    this.#response = response;
  }

  /** Reads the body up to the limit, then cancels it. Never rejects. */
  async read(): Promise<Body> {
    const chunks = this.#chunks;
    try {
      const stream = this.#response.body?.getReader?.();
      this.#stream = stream;
      if (stream === undefined) {
        chunks.push(await readWhole(this.#response));
        return decode(join(chunks));
      }
      let size = 0;
      for (;;) {
        const { done, value } = await stream.read();
        if (done) return decode(join(chunks));
        size += value.byteLength;
        if (size > LIMIT) {
          this.cancel();
          return { problem: "TooLarge", text: decodeUtf8(join(chunks), false) };
        }
        chunks.push(value);
      }
    } catch {
      const [first] = chunks;
      return { problem: "BrokenOff", text: first && decodeUtf8(join(chunks), false) };
    }
  }

  /** Lets go of the body, so that its connection is freed. */
  cancel(): void {
    quietly(() => this.#stream?.cancel());
  }
}

function decode(bytes: Uint8Array): Body {
  if (bytes.byteLength > LIMIT) return { problem: "TooLarge", text: decodeUtf8(bytes, false) };
  try {
    return { text: decodeUtf8(bytes, true), problem: undefined };
  } catch {
    return { problem: "NotUtf8", text: undefined };
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

/** Lets go of a response that nobody will read, so that its connection is freed. */
export function discard(response: unknown): void {
  quietly(() => (response as Response | undefined)?.body?.cancel());
}
