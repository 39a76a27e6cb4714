import { readQuietly } from "../runtime/quietly.js";
import type { Applied, OdeusErrorCode } from "../types.js";
import { errorMessage } from "./message.js";
import { copy, define, KIND } from "./properties.js";

/** The details from which an error is made. Tests of your own code can make errors, too. */
export interface OdeusErrorDetails {
  /** What happened and what to do. It is cut at 500 UTF-16 code units. */
  readonly message: string;
  /**
   * The kind of the failure, for the classes `OdeusError` and `APIError`. Every other class has its own
   * code and ignores this one.
   * @defaultValue `"internal_error"`, and `"unexpected_status"` for an `APIError`
   */
  readonly code?: OdeusErrorCode;
  /** The id of the integration, in lower case. */
  readonly integrationId?: string | undefined;
  /**
   * The number of requests that were begun.
   * @defaultValue 0
   */
  readonly attempts?: number;
  /**
   * Whether the call made the update. The package itself always gives it.
   * @defaultValue `"unknown"` for {@link InternalServerError}, {@link APIConnectionError},
   *   {@link APITimeoutError}, {@link InvalidResponseError} and {@link InternalError}; `"no"` for the other
   *   classes
   */
  readonly applied?: Applied;
  /**
   * Whether the same call may succeed later. The package itself always gives it.
   * @defaultValue true for the classes whose errors usually are retryable: {@link RateLimitError},
   *   {@link InternalServerError}, {@link APIConnectionError}, {@link APITimeoutError},
   *   {@link InternalError}; false for the other classes
   */
  readonly retryable?: boolean;
  /** What caused the failure. */
  readonly cause?: unknown;
}

/** The base class of every error that the package throws or rejects with. */
export class OdeusError extends Error {
  static {
    // The code is on the prototype, too, so that nothing on `Object.prototype` takes its place.
    define<unknown>(this, { name: "OdeusError", code: undefined, applied: "no", retryable: false });
  }

  /** The kind of the failure. {@link isOdeusError} narrows an error to its class by this code. */
  declare readonly code: OdeusErrorCode;
  /** The id of the integration in lower case, where a valid one was given. */
  declare readonly integrationId?: string;
  /** The number of requests that were begun: 0 if the input or an option was refused. */
  declare readonly attempts: number;
  /**
   * Whether this call made the update. `"yes"`: the head of a 2xx answer came, and its body does not
   * show that another server sent it. `"no"`: no attempt can have made it. `"unknown"`: anything else.
   */
  declare readonly applied: Applied;
  /**
   * Whether the same call may succeed later: after the statuses 408, 429, 500, 502, 503 and 504, a
   * failed connection, a deadline (unless `applied` is `"yes"`), and a defect of this package. A repeat
   * is safe, because the fields are absolute values (RFC 9110, 9.2.2).
   */
  declare readonly retryable: boolean;

  /** Makes an error, for tests of your own code. */
  constructor(details: OdeusErrorDetails) {
    // Only own properties count: `Object.prototype` may have properties that others put there.
    const own: OdeusErrorDetails = Object.assign(Object.create(null), details);
    super(errorMessage(own.message), "cause" in own ? { cause: own.cause } : undefined);
    copy(this, {
      // The prototype has the code and the defaults of `applied` and `retryable`.
      code: this.code ?? own.code ?? "internal_error",
      integrationId: own.integrationId,
      attempts: own.attempts ?? 0,
      applied: own.applied ?? this.applied,
      retryable: own.retryable ?? this.retryable,
    });
  }

  /**
   * Whether a value is an error of this class, also if another copy of the package or another realm
   * made it. `instanceof` calls this method.
   */
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
