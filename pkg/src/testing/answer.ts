import { decodeUtf8, encodeUtf8 } from "../runtime/encoding.js";
import type { FetchResponse } from "../types.js";
import { bodyBroken, untilAborted } from "./connection.js";

/** What the fake Odeus answers. */
export interface Answer {
  readonly status: number;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** How the body ends. One that hangs or breaks does so after its first half. */
  readonly end: "whole" | "hang" | "break";
}

/** An answer with a JSON body. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Answer {
  const type = { "content-type": "application/json" };
  return { status, headers: { ...type, ...headers }, text: JSON.stringify(value), end: "whole" };
}

/** An answer that refuses a request. */
export function refusal(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return jsonAnswer(status, { message }, headers);
}

/**
 * Makes a response of an answer.
 *
 * It is not a `Response`: Jest's jsdom has no such class, and on Node 20 and 22 the body of a
 * `Response` cannot be read under fake timers that replace `queueMicrotask`.
 */
export function respond(answer: Answer, signal: AbortSignal | undefined): FetchResponse {
  return new FakeResponse(answer, signal);
}

/** The statuses whose answers never have a body. */
const NO_BODY = [204, 205, 304];

class FakeHeaders extends Map<string, string> {
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }

  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }
}

class FakeResponse implements FetchResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: FakeHeaders;
  readonly body: FakeBody | null;

  constructor({ status, headers, text, end }: Answer, signal: AbortSignal | undefined) {
    this.status = status;
    this.ok = 200 <= status && status <= 299;
    this.headers = new FakeHeaders(Object.entries(headers));
    const isEmpty = text === "" || NO_BODY.includes(status);
    this.body = isEmpty ? null : new FakeBody(encodeUtf8(text), end, signal);
  }

  get bodyUsed(): boolean {
    return this.body?.locked ?? false;
  }

  async text(): Promise<string> {
    return decodeUtf8(await this.#bytes(), false);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.#bytes()).buffer;
  }

  async #bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const reader = this.body?.getReader();
    const first = (await reader?.read())?.value ?? new Uint8Array();
    const second = (await reader?.read())?.value ?? new Uint8Array();
    const bytes = new Uint8Array(first.length + second.length);
    bytes.set(first);
    bytes.set(second, first.length);
    return bytes;
  }
}

/** A body with the methods of a stream that readers use. It comes in two parts. */
class FakeBody {
  locked = false;
  readonly #parts: Uint8Array[];
  readonly #end: Answer["end"];
  readonly #signal: AbortSignal | undefined;

  constructor(bytes: Uint8Array, end: Answer["end"], signal: AbortSignal | undefined) {
    const half = Math.floor(bytes.length / 2);
    this.#parts = [bytes.subarray(0, half)];
    if (end === "whole") this.#parts.push(bytes.subarray(half));
    this.#parts = this.#parts.filter(({ length }) => length > 0);
    this.#end = end;
    this.#signal = signal;
  }

  getReader(): FakeReader {
    if (this.locked) throw new TypeError("The body is being read already.");
    this.locked = true;
    return {
      read: () => this.#read(),
      cancel: async () => {},
      releaseLock: () => {},
    };
  }

  async cancel(): Promise<void> {}

  async #read(): Promise<FakePart> {
    if (this.#signal?.aborted) throw this.#signal.reason;
    const value = this.#parts.shift();
    if (value !== undefined) return { done: false, value };
    if (this.#end === "break") throw bodyBroken();
    if (this.#end === "hang") return untilAborted(this.#signal);
    return { done: true, value: undefined };
  }
}

interface FakeReader {
  read(): Promise<FakePart>;
  cancel(): Promise<void>;
  releaseLock(): void;
}

type FakePart = { done: false; value: Uint8Array } | { done: true; value: undefined };
