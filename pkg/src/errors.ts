import { errorMessage } from "./error-message.js";
import { readQuietly } from "./quietly.js";
import type { ValidationIssue } from "./types.js";

/** Whether a request can have reached the API; see {@link OdeusError.sent}. */
export type Sent = "no" | "unknown" | "yes";

/** What every error says. */
export interface OdeusErrorDetails {
  readonly code: string;
  readonly message: string;
  readonly attempts?: number;
  readonly sent?: Sent;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Marks the classes for `instanceof`, across copies of the package and realms. */
const KIND = Symbol.for("odeus-integrations.error");

/** Gives a class its name, in a way that survives minifiers. */
function named(errorClass: { prototype: object }, name: string): void {
  for (const key of ["name", KIND]) {
    Object.defineProperty(errorClass.prototype, key, {
      value: name,
      configurable: true,
      writable: true,
    });
  }
}

/** The base of every error that the package throws or rejects with. */
export class OdeusError extends Error {
  static {
    named(this, "OdeusError");
  }

  /** The kind of failure, in a word that programs can rely on. */
  readonly code: string;
  /** How many requests were begun. */
  readonly attempts: number;
  /**
   * `"no"`: no attempt can have reached the API. `"yes"`: the API answered the last attempt.
   * `"unknown"`: the update may have been made or not.
   */
  readonly sent: Sent;
  /** Whether repeating the call later may succeed. */
  readonly retryable: boolean;

  constructor(details: OdeusErrorDetails) {
    // Own properties only: what others put on `Object.prototype` is no detail.
    const own: OdeusErrorDetails = Object.assign(Object.create(null), details);
    super(errorMessage(own.message), "cause" in own ? { cause: own.cause } : undefined);
    this.code = own.code;
    this.attempts = own.attempts ?? 0;
    this.sent = own.sent ?? "no";
    this.retryable = own.retryable ?? false;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // A subclass that is not of this package has no kind of its own, and only its own instances.
    if (!Object.hasOwn(this.prototype, KIND) || typeof value !== "object") return false;
    const kind = Reflect.get(this.prototype, KIND);
    for (let link = value; link !== null; link = Object.getPrototypeOf(link)) {
      if (Object.getOwnPropertyDescriptor(link, KIND)?.value === kind) return true;
    }
    return false;
  }

  /** What the error says, safe to log: no key, no body, no request. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, attempts, sent, retryable } = this;
    const json: Record<string, unknown> = { name, code, message, attempts, sent, retryable };
    for (const key of ["status", "requestId", "retryAfterMs", "timeoutMs", "option", "issues"]) {
      const value: unknown = Reflect.get(this, key);
      if (value !== undefined) json[key] = value;
    }
    if (Object.hasOwn(this, "cause")) json.cause = summarize(this.cause);
    return json;
  }
}

/** A cause in a few words: an error's name, message and code, or what else it is. */
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

/** The input breaks rules; nothing was sent. */
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

/** An option cannot be used; nothing was sent. */
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

/** A call, or a client, in a browser: the API refuses browser origins, and a key there is public. */
export class UnsupportedEnvironmentError extends OdeusError {
  static {
    named(this, "UnsupportedEnvironmentError");
  }

  declare readonly code: "unsupported_environment";
}

/** What an error of an answer says. */
export interface APIErrorDetails extends OdeusErrorDetails {
  readonly status: number;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly body?: unknown;
}

/** The API answered with a status that is no success. */
export class APIError extends OdeusError {
  static {
    named(this, "APIError");
  }

  /** The response's status. */
  readonly status: number;
  /** The API's id of the request, from `x-request-id` or `request-id`. */
  readonly requestId: string | undefined;
  /** The wait that the API asked for, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The response's body: parsed JSON, or text cut at 2,000 characters. */
  readonly body: unknown;

  constructor(details: APIErrorDetails) {
    super(details);
    this.status = details.status;
    this.requestId = details.requestId;
    this.retryAfterMs = details.retryAfterMs;
    this.body = details.body;
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

/** 404: there is no such integration. */
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

/** The connection failed, or broke before an answer. */
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

/** The update was made, but its answer cannot be used. */
export class InvalidResponseError extends OdeusError {
  static {
    named(this, "InvalidResponseError");
  }

  declare readonly code: "invalid_response";
  /** The response's status, 200 to 299. */
  readonly status: number;
  /** The API's id of the request, from `x-request-id` or `request-id`. */
  readonly requestId: string | undefined;

  constructor(details: APIErrorDetails) {
    super(details);
    this.status = details.status;
    this.requestId = details.requestId;
  }
}

/** A defect of this package; the next call works. */
export class InternalError extends OdeusError {
  static {
    named(this, "InternalError");
  }

  declare readonly code: "internal_error";
}
