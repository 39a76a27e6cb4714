import { readQuietly } from "../runtime/quietly.js";
import type { ValidationIssue } from "../types.js";
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
function named(errorClass: { prototype: object }, name: string): void {
  for (const key of ["name", KIND]) {
    Object.defineProperty(errorClass.prototype, key, {
      value: name,
      configurable: true,
      writable: true,
    });
  }
}

/** Copies the details that are present. A property that does not apply is absent. */
function copy(target: object, details: object, names: readonly string[]): void {
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

/** The input breaks rules. Nothing was sent. */
export class ValidationError extends OdeusError {
  static {
    named(this, "ValidationError");
  }

  declare readonly code: "invalid_input";
  /** Every broken rule. */
  readonly issues: readonly ValidationIssue[];

  constructor(details: OdeusErrorDetails & { readonly issues: readonly ValidationIssue[] }) {
    super(details);
    this.issues = details.issues;
  }
}

/** An option cannot be used. */
export class ConfigurationError extends OdeusError {
  static {
    named(this, "ConfigurationError");
  }

  declare readonly code: "invalid_configuration";
  /** The option's name. */
  readonly option: string;

  constructor(details: OdeusErrorDetails & { readonly option: string }) {
    super(details);
    this.option = details.option;
  }
}

/** A call or a client in a browser: the API refuses browser origins, and a key there is public. */
export class UnsupportedEnvironmentError extends OdeusError {
  static {
    named(this, "UnsupportedEnvironmentError");
  }

  declare readonly code: "unsupported_environment";
}

/** The details that an error of an answer can have. */
export interface APIErrorDetails extends OdeusErrorDetails {
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly body?: unknown;
}

/** The API answered with a status that is not a success. */
export class APIError extends OdeusError {
  static {
    named(this, "APIError");
  }

  /** The status of the response. */
  declare readonly status: number;
  /** The API's id of the request, from `x-request-id` or `request-id`. */
  declare readonly requestId?: string;
  /** The wait that the API asked for, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** The body of the response: parsed JSON, or text cut at 2,000 characters. */
  declare readonly body?: unknown;

  constructor(details: APIErrorDetails) {
    super(details);
    copy(this, details, ["status", "requestId", "retryAfterMs", "body"]);
  }
}

/** 400: the API did not accept the fields or the id. */
export class BadRequestError extends APIError {
  static {
    named(this, "BadRequestError");
  }

  declare readonly code: "bad_request";
}

/** 401: the key is missing, wrong or revoked. */
export class AuthenticationError extends APIError {
  static {
    named(this, "AuthenticationError");
  }

  declare readonly code: "authentication_failed";
}

/** 403: the key lacks the scope `INTEGRATION_API`, or access to the integration. */
export class PermissionDeniedError extends APIError {
  static {
    named(this, "PermissionDeniedError");
  }

  declare readonly code: "permission_denied";
}

/** 404: the API does not know this integration. */
export class NotFoundError extends APIError {
  static {
    named(this, "NotFoundError");
  }

  declare readonly code: "not_found";
}

/** 429: the rate limit is used up. */
export class RateLimitError extends APIError {
  static {
    named(this, "RateLimitError");
  }

  declare readonly code: "rate_limited";
}

/** 500 to 599: the API failed. */
export class InternalServerError extends APIError {
  static {
    named(this, "InternalServerError");
  }

  declare readonly code: "server_error";
}

/** The connection failed, or it broke before an answer came. */
export class APIConnectionError extends OdeusError {
  static {
    named(this, "APIConnectionError");
  }

  declare readonly code: "connection_failed";
}

/** A deadline passed. */
export class APITimeoutError extends OdeusError {
  static {
    named(this, "APITimeoutError");
  }

  declare readonly code: "timed_out";
  /** The deadline that passed, in milliseconds. */
  readonly timeoutMs: number;

  constructor(details: OdeusErrorDetails & { readonly timeoutMs: number }) {
    super(details);
    this.timeoutMs = details.timeoutMs;
  }
}

/** The caller's signal ended the call; `cause` is the signal's reason. */
export class AbortError extends OdeusError {
  static {
    named(this, "AbortError");
  }

  declare readonly code: "aborted";
}

/** The answer of a success cannot be used. */
export class InvalidResponseError extends OdeusError {
  static {
    named(this, "InvalidResponseError");
  }

  declare readonly code: "invalid_response";
  /** The status of the response, 200 to 299. */
  declare readonly status: number;
  /** The API's id of the request, from `x-request-id` or `request-id`. */
  declare readonly requestId?: string;
  /** The body of the response: parsed JSON, or text cut at 2,000 characters. */
  declare readonly body?: unknown;

  constructor(details: APIErrorDetails) {
    super(details);
    copy(this, details, ["status", "requestId", "body"]);
  }
}

/** A defect of this package. The next call works. */
export class InternalError extends OdeusError {
  static {
    named(this, "InternalError");
  }

  declare readonly code: "internal_error";
}
