/** Values with a key in them, for a `fetch` that throws and for the reason of an abort. */
import { inspect } from "node:util";

class RequestError extends Error {
  #request;
  constructor(request) {
    super("The request failed");
    this.#request = request;
  }
  get request() {
    return this.#request;
  }
  [inspect.custom]() {
    return `RequestError ${JSON.stringify(this.#request)}`;
  }
  toJSON() {
    return { request: this.#request };
  }
  toString() {
    return `RequestError ${JSON.stringify(this.#request)}`;
  }
}

const withCause = (key) =>
  new Error("outer", { cause: new TypeError("inner", { cause: new Error(key) }) });

function circular(key) {
  const error = new Error("circular");
  error.self = error;
  error.list = [{ error, key }];
  return error;
}

function renamed(key) {
  const error = new Error("renamed");
  error.name = key;
  error.code = `E_${key}`;
  return error;
}

const hidden = (key) => Object.defineProperty(new Error("hidden"), "secret", { value: key });

/** @type {Record<string, (key: string) => unknown>} */
export const THROWN = {
  "an error's message": (key) => new TypeError(`invalid header value "Bearer ${key}"`),
  "a cause's cause": withCause,
  "a property": (key) =>
    Object.assign(new Error("failed"), { config: { headers: { authorization: key } } }),
  "a hidden property": hidden,
  "a property of a symbol": (key) =>
    Object.assign(new Error("failed"), { [Symbol("config")]: key }),
  "a symbol's name": (key) => Object.assign(new Error("failed"), { [Symbol(key)]: 1 }),
  "a property's name": (key) => Object.assign(new Error("failed"), { [key]: 1 }),
  "a map": (key) => Object.assign(new Error("failed"), { map: new Map([["authorization", key]]) }),
  "a set": (key) => Object.assign(new Error("failed"), { set: new Set([key]) }),
  "a Headers": (key) => Object.assign(new Error("failed"), { headers: new Headers({ key }) }),
  "a URL": (key) =>
    Object.assign(new Error("failed"), {
      url: new URL(`https://${key.replace(/[^\w-]/g, "")}@a.example`),
    }),
  bytes: (key) => Object.assign(new Error("failed"), { bytes: new TextEncoder().encode(key) }),
  "a getter": (key) =>
    Object.defineProperty(new Error("failed"), "key", { get: () => key, enumerable: true }),
  "an AggregateError": (key) =>
    new AggregateError([new Error("one"), new Error(key)], "all failed"),
  "an error's name and code": renamed,
  "a circular error": circular,
  "an error of its own kind": (key) => new RequestError({ authorization: key }),
  "a frozen error": (key) => Object.freeze(new Error(key)),
  "a string": (key) => `failed with ${key}`,
  "a plain object": (key) => ({ message: key, request: { key } }),
  "an array": (key) => [key],
  "a boxed string": (key) => Object(key),
  "a function": (key) => Object.assign(() => key, { key }),
  "a symbol": (key) => Symbol(key),
  "a DOMException": (key) => new DOMException(key, "AbortError"),
  "a promise": (key) => Object.assign(Promise.resolve(key), { key }),
  "a long message": (key) => new Error(`${"x".repeat(110)} ${key} ${"x".repeat(2_000)}`),
};
