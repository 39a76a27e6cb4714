import { UnusableBody } from "../../generated/bindings.js";
import { BODY_LIMIT, EMPTY_CHUNKS_LIMIT } from "../limits.js";
import { decodeUtf8, encodeUtf8 } from "../runtime/encoding.js";
import { quietly, readQuietly } from "../runtime/quietly.js";
import type { FetchResponse } from "../types.js";

/** The part of a body that came. */
export interface Body {
  /** Why the body cannot be used; `undefined` if the whole body came and is UTF-8. */
  readonly problem: UnusableBody | undefined;
  /** The text that came; `undefined` if nothing came or if it is not UTF-8. */
  readonly text: string | undefined;
}

/** A body that may be a stream of the web. The stream of node-fetch has no `getReader`. */
interface MaybeStream {
  getReader?(): ReadableStreamDefaultReader<unknown>;
}

/**
 * Reads the body of one response up to the limit.
 *
 * The caller awaits each step itself, because an `async` method would add a promise to each call:
 * `while (reader.isOpen) reader.take(await reader.read())`.
 */
export class BodyReader {
  isOpen: boolean;
  readonly #response: FetchResponse;
  /** The stream's reader; `null` for a double without a stream, `undefined` before the first step. */
  #stream: ReadableStreamDefaultReader<unknown> | null | undefined = undefined;
  readonly #chunks: Uint8Array[] = [];
  #size = 0;
  #emptyChunks = 0;
  #problem: UnusableBody | undefined;

  constructor(response: FetchResponse) {
    this.#response = response;
    // A `fetch` that returns the same response for each call is a common mistake in tests.
    const wasRead = readQuietly(response, "bodyUsed") === true;
    this.isOpen = !wasRead;
    this.#problem = wasRead ? UnusableBody.AlreadyRead : undefined;
  }

  read(): Promise<ReadableStreamReadResult<unknown>> {
    const body: MaybeStream | null | undefined = this.#response.body;
    this.#stream ??= body?.getReader?.() ?? null;
    return this.#stream?.read() ?? readWhole(this.#response);
  }

  /** Takes what was read. Throws if it is not bytes. */
  take({ done, value }: ReadableStreamReadResult<unknown>): void {
    if (done) this.isOpen = false;
    if (!done || value !== undefined) this.#add(bytesOf(value));
  }

  /** Ends the reading, because a step failed. */
  breakOff(): void {
    this.#problem = UnusableBody.BrokenOff;
    this.cancel();
  }

  /** The body, after the reading ended. */
  get body(): Body {
    const chunks = this.#chunks;
    const problem = this.#problem;
    if (problem !== undefined) {
      return { problem, text: chunks.length === 0 ? undefined : decodeUtf8(join(chunks), false) };
    }
    try {
      return { problem, text: decodeUtf8(join(chunks), true) };
    } catch {
      return { problem: UnusableBody.NotUtf8, text: undefined };
    }
  }

  /** Ends the reading and cancels the body, so that its connection is free again. */
  cancel(): void {
    this.isOpen = false;
    quietly(() => this.#stream?.cancel());
  }

  #add(chunk: Uint8Array): void {
    if (chunk.byteLength === 0) {
      this.#emptyChunks += 1;
      if (this.#emptyChunks > EMPTY_CHUNKS_LIMIT) throw new TypeError("The body never ends.");
      return;
    }
    this.#size += chunk.byteLength;
    if (this.#size <= BODY_LIMIT) {
      this.#chunks.push(chunk);
      return;
    }
    this.#problem = UnusableBody.TooLarge;
    this.cancel();
  }
}

/**
 * Returns a chunk as bytes. Throws for anything else, such as text. Then the body counts as broken
 * off.
 */
function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (!ArrayBuffer.isView(chunk))
    throw new TypeError("The body yields something that is not bytes.");
  // This is a view of another type, or from another realm.
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

async function readWhole(response: FetchResponse): Promise<{ done: true; value: Uint8Array }> {
  return { done: true, value: await bytesOfWhole(response) } as const;
}

async function bytesOfWhole(response: FetchResponse): Promise<Uint8Array> {
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
