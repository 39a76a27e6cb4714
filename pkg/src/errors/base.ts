import { readQuietly } from "../runtime/quietly.js";
import { errorMessage } from "./message.js";

/** Whether a call made the update; see {@link OdeusError.applied}. */
export type Applied = "no" | "unknown" | "yes";

/** The details that every error can have. */
export interface OdeusErrorDetails {
  readonly code: string;
  readonly message: string;
  readonly integrationId?: string | undefined;
  readonly attempts?: number;
  readonly applied?: Applied;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Marks the classes for `instanceof`, across copies of the package and realms. */
const KIND = Symbol.for("odeus-integrations.error");

/** Gives a class its name. A minifier cannot change this name. */
export function named(errorClass: { prototype: object }, name: string): void {
  for (const key of ["name", KIND]) {
    Object.defineProperty(errorClass.prototype, key, {
      value: name,
      configurable: true,
      writable: true,
    });
  }
}

/** Copies the details that are present. A property that does not apply is absent. */
export function copy(target: object, details: object, names: readonly string[]): void {
  for (const name of names) {
    const value: unknown = Object.hasOwn(details, name) ? Reflect.get(details, name) : undefined;
    if (value === undefined) continue;
    Object.defineProperty(target, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

/** The base class of every error that the package throws or rejects with. */
export class OdeusError extends Error {
  static {
    named(this, "OdeusError");
  }

  /** The kind of the failure. */
  readonly code: string;
  /** The id of the integration in lower case, where a valid one was given. */
  declare readonly integrationId?: string;
  /** The number of requests that were begun. */
  readonly attempts: number;
  /**
   * Whether this call made the update. `"yes"`: the head of a 2xx answer came, and its body does not
   * show that another server sent it. `"no"`: no attempt can have made it. `"unknown"`: anything else.
   */
  readonly applied: Applied;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;

  constructor(details: OdeusErrorDetails) {
    // Only own properties count: `Object.prototype` may have properties that others put there.
    const own: OdeusErrorDetails = Object.assign(Object.create(null), details);
    super(errorMessage(own.message), "cause" in own ? { cause: own.cause } : undefined);
    this.code = own.code;
    copy(this, own, ["integrationId"]);
    this.attempts = own.attempts ?? 0;
    this.applied = own.applied ?? "no";
    this.retryable = own.retryable ?? false;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // A subclass that the caller made has no kind of its own. Only its own instances belong to it.
    if (!Object.hasOwn(this.prototype, KIND) || typeof value !== "object") return false;
    const kind = Reflect.get(this.prototype, KIND);
    for (let link = value; link !== null; link = Object.getPrototypeOf(link)) {
      if (Object.getOwnPropertyDescriptor(link, KIND)?.value === kind) return true;
    }
    return false;
  }

  /** The error as an object that is safe to log: without the key, the body and the request. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, attempts, applied, retryable } = this;
    const json: Record<string, unknown> = { name, code, message, attempts, applied, retryable };
    copy(json, this, [
      "integrationId",
      "status",
      "requestId",
      "retryAfterMs",
      "timeoutMs",
      "option",
      "issues",
    ]);
    if (Object.hasOwn(this, "cause")) json.cause = summarize(this.cause);
    return json;
  }
}

/** A short form of a cause: the name, message and code of an error, or the value itself. */
function summarize(cause: unknown): unknown {
  if (typeof cause !== "object" || cause === null) {
    return typeof cause === "function" || typeof cause === "symbol" || typeof cause === "bigint"
      ? typeof cause
      : cause;
  }
  const read = (key: string): unknown => {
    const value = readQuietly(cause, key);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  };
  return { name: read("name"), message: read("message"), code: read("code") };
}
