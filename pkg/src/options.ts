import { refuse } from "./failure.js";
import type { Bindings } from "./instance.js";
import { readQuietly } from "./quietly.js";
import type { AttemptEvent } from "./types.js";

/** Whose options they are, in the order that Rust numbers them. */
const SCOPES = ["Client", "Request", "Call"] as const;

/** A client's, a call's on a client, or the plain function's. */
export type Scope = (typeof SCOPES)[number];

/** The options that were given, each read once and right in itself. Without a prototype. */
export interface GivenOptions {
  apiKey?: string;
  /** Not checked yet. */
  baseUrl?: unknown;
  /** Not checked yet. */
  deploymentUrl?: unknown;
  timeoutMs?: number;
  attemptTimeoutMs?: number;
  maxRetries?: number;
  /** Names in lower case. */
  headers?: Record<string, string>;
  fetch?: typeof fetch;
  onAttempt?: (event: AttemptEvent) => void;
  signal?: AbortSignal;
}

const isString = (value: unknown): boolean => typeof value === "string";
const isNumber = (value: unknown): boolean => typeof value === "number";
const isFunction = (value: unknown): boolean => typeof value === "function";
const isAnything = (): boolean => true;

/** Whether a value is of its option's type. */
const FITS: Record<string, (value: unknown) => boolean> = {
  apiKey: isString,
  baseUrl: isAnything,
  deploymentUrl: isAnything,
  timeoutMs: isNumber,
  attemptTimeoutMs: isNumber,
  maxRetries: isNumber,
  // A `Headers` or a `Map` has its entries elsewhere.
  headers: (value) => isObject(value) && Reflect.get(value, Symbol.iterator) === undefined,
  fetch: isFunction,
  onAttempt: isFunction,
  signal: isAbortSignal,
};

/** Reads the options, each own property once, and checks each by itself. Throws a `ConfigurationError`. */
export function readOptions(rust: Bindings, options: unknown, scope: Scope): GivenOptions {
  const given: Record<string, unknown> = Object.create(null);
  if (options === undefined) return given;
  const attempt = <Value>(name: string, step: () => Value): Value => readable(rust, name, step);
  if (!isObject(options) || attempt("options", () => Array.isArray(options))) {
    refuse(rust.describeUnreadable());
  }
  for (const name of attempt("options", () => Object.keys(options as object))) {
    const isKnown = Object.hasOwn(FITS, name);
    const value = isKnown ? attempt(name, () => Reflect.get(options as object, name)) : null;
    if (value === undefined) continue;
    const fits = attempt(name, () => FITS[name]?.(value) === true);
    const number = typeof value === "number" ? value : 0;
    refuse(rust.checkOption(name, SCOPES.indexOf(scope), fits, number));
    given[name] = name === "headers" ? readHeaders(rust, value as object) : value;
  }
  return given;
}

function readHeaders(rust: Bindings, headers: object): Record<string, string> {
  const given: Record<string, string> = Object.create(null);
  for (const name of readable(rust, "headers", () => Object.keys(headers))) {
    const value: unknown = readable(rust, "headers", () => Reflect.get(headers, name));
    if (value === undefined) continue;
    refuse(rust.checkHeader(name, typeof value === "string" ? value : undefined));
    given[name.toLowerCase()] = value as string;
  }
  return given;
}

/** Reads something of the caller's; what that throws is the `cause` of a `ConfigurationError`. */
function readable<Value>(rust: Bindings, name: string, step: () => Value): Value {
  try {
    return step();
  } catch (cause) {
    refuse(rust.describeUnreadable(name), { cause });
    throw cause;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether it behaves as an AbortSignal: polyfills and other realms have their own class. */
function isAbortSignal(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof readQuietly(value, "aborted") === "boolean" &&
    isFunction(readQuietly(value, "addEventListener")) &&
    isFunction(readQuietly(value, "removeEventListener"))
  );
}
