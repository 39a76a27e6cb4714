import { Obstacle, type Scope } from "../../generated/bindings.js";
import { throwIfFailed } from "../errors/failure.js";
import type { Bindings } from "../module/instance.js";
import { isIterable } from "../runtime/objects.js";
import { readQuietly } from "../runtime/quietly.js";
import type { AttemptEvent, Fetch } from "../types.js";

/**
 * The options that the caller gave. Each was read once and checked by itself. The object has no
 * prototype.
 */
export interface GivenOptions {
  apiKey?: string;
  /** Not checked yet. */
  baseUrl?: unknown;
  /** Not checked yet. */
  deploymentUrl?: unknown;
  allowHttp?: boolean;
  timeoutMs?: number;
  attemptTimeoutMs?: number;
  maxRetries?: number;
  /** Names in lower case. */
  headers?: Record<string, string>;
  fetch?: Fetch;
  onAttempt?: (event: AttemptEvent) => void;
  signal?: AbortSignal;
}

const isString = (value: unknown): boolean => typeof value === "string";
const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isNumber = (value: unknown): boolean => typeof value === "number";
const isFunction = (value: unknown): boolean => typeof value === "function";
const isAnything = (): boolean => true;

/** Whether a value has the type of its option. */
const FITS: Record<string, (value: unknown) => boolean> = {
  apiKey: isString,
  baseUrl: isAnything,
  deploymentUrl: isAnything,
  allowHttp: isBoolean,
  timeoutMs: isNumber,
  attemptTimeoutMs: isNumber,
  maxRetries: isNumber,
  // A `Headers` or a `Map` can be iterated. It is refused, because its entries are not properties.
  headers: (value) => isObject(value) && !isIterable(value),
  fetch: isFunction,
  onAttempt: isFunction,
  signal: isAbortSignal,
};

/** Checks the value of an option that Rust does not know. Throws a refusal if it cannot be used. */
export type OwnChecks = Readonly<Record<string, (value: unknown) => void>>;

/**
 * Reads the options, each own property once, and checks each by itself.
 *
 * @param checks - the options that Rust does not know
 * @throws a refusal with the failure of an option
 */
export function readOptions(
  rust: Bindings,
  options: unknown,
  scope: Scope,
  checks: OwnChecks = {},
): GivenOptions {
  const given: Record<string, unknown> = Object.create(null);
  if (options === undefined) return given;
  const attempt = <Value>(name: string, step: () => Value): Value => readable(rust, name, step);
  if (!isObject(options) || attempt("options", () => isIterable(options as object))) {
    throwIfFailed(rust.describeObstacle(Obstacle.NoOptions));
  }
  for (const name of attempt("options", () => Object.keys(options as object))) {
    const isKnown = Object.hasOwn(FITS, name) || Object.hasOwn(checks, name);
    const value = isKnown ? attempt(name, () => Reflect.get(options as object, name)) : null;
    if (value === undefined) continue;
    if (Object.hasOwn(checks, name)) checks[name]?.(value);
    else checkOption(rust, name, scope, value);
    given[name] = name === "headers" ? readHeaders(rust, value as object) : value;
  }
  return given;
}

function checkOption(rust: Bindings, name: string, scope: Scope, value: unknown): void {
  const fits = readable(rust, name, () => FITS[name]?.(value) === true);
  throwIfFailed(rust.checkOption(name, scope, fits, typeof value === "number" ? value : 0));
}

function readHeaders(rust: Bindings, headers: object): Record<string, string> {
  const given: Record<string, string> = Object.create(null);
  for (const name of readable(rust, "headers", () => Object.keys(headers))) {
    const value: unknown = readable(rust, "headers", () => Reflect.get(headers, name));
    if (value === undefined) continue;
    throwIfFailed(rust.checkHeader(name, typeof value === "string" ? value : undefined));
    given[name.toLowerCase()] = value as string;
  }
  return given;
}

/**
 * Runs a step that reads the caller's object. An error of the step becomes the `cause` of a
 * `ConfigurationError`.
 */
export function readable<Value>(rust: Bindings, name: string, step: () => Value): Value {
  try {
    return step();
  } catch (cause) {
    throwIfFailed(rust.describeUnreadable(name), { cause });
    throw cause;
  }
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value behaves as an AbortSignal. Polyfills and other realms have their own class. */
function isAbortSignal(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof readQuietly(value, "aborted") === "boolean" &&
    isFunction(readQuietly(value, "addEventListener")) &&
    isFunction(readQuietly(value, "removeEventListener"))
  );
}
