import { ownProperty } from "../runtime/quietly.js";
import type { ValidationIssue } from "../types.js";
import { OdeusError, type OdeusErrorDetails } from "./base.js";
import { copy, define } from "./properties.js";

/** The id or the changes break rules. Nothing was sent. */
export class ValidationError extends OdeusError {
  static {
    define(this, { name: "ValidationError", code: "invalid_input" });
  }

  /** Always `"invalid_input"`. */
  declare readonly code: "invalid_input";
  /** Every broken rule, each as one issue. */
  readonly issues: readonly ValidationIssue[];

  /** Makes an error, for tests of your own code. */
  constructor(details: OdeusErrorDetails & { readonly issues: readonly ValidationIssue[] }) {
    super(details);
    this.issues = details.issues;
  }
}

/** An option, or an environment variable in its place, cannot be used. Nothing was sent. */
export class ConfigurationError extends OdeusError {
  static {
    define(this, { name: "ConfigurationError", code: "invalid_configuration" });
  }

  /** Always `"invalid_configuration"`. */
  declare readonly code: "invalid_configuration";
  /** The name of the option, such as `"apiKey"`. */
  readonly option: string;

  /** Makes an error, for tests of your own code. */
  constructor(details: OdeusErrorDetails & { readonly option: string }) {
    super(details);
    this.option = details.option;
  }
}

/**
 * A call or a client in a page or a worker of a browser. The API refuses browser origins, and a key there
 * is public. Nothing was sent.
 */
export class UnsupportedEnvironmentError extends OdeusError {
  static {
    define(this, { name: "UnsupportedEnvironmentError", code: "unsupported_environment" });
  }

  /** Always `"unsupported_environment"`. */
  declare readonly code: "unsupported_environment";
}

/** The details from which an {@link APIError} is made. */
export interface APIErrorDetails extends OdeusErrorDetails {
  /**
   * The code of an error whose class is `APIError` itself. Every class that extends it has its own code.
   * @defaultValue `"unexpected_status"`
   */
  readonly code?: "unexpected_redirect" | "unexpected_status";
  /** The status of the response. */
  readonly status: number;
  /** The API's id of the request. */
  readonly requestId?: string | undefined;
  /** The wait that the API asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The body of the response. */
  readonly body?: unknown;
}

/**
 * The API answered with a status that is not a success.
 *
 * The statuses that have a meaning for this API have classes that extend this one. An error of this
 * class itself has the code `"unexpected_redirect"` for any 3xx, which is never followed, or
 * `"unexpected_status"` for any other status.
 */
export class APIError extends OdeusError {
  static {
    define(this, { name: "APIError" });
  }

  /** The kind of the failure. */
  declare readonly code:
    | "bad_request"
    | "authentication_failed"
    | "permission_denied"
    | "not_found"
    | "rate_limited"
    | "server_error"
    | "unexpected_redirect"
    | "unexpected_status";
  /** The status of the response: 0 for a redirect that the runtime hides, otherwise 100 to 999. */
  declare readonly status: number;
  /** The API's id of the request, from the header `x-request-id` or `request-id`. Absent without one. */
  declare readonly requestId?: string;
  /**
   * The wait that the API asked for, in milliseconds, from the header `retry-after` or
   * `retry-after-ms`. Absent without one.
   */
  declare readonly retryAfterMs?: number;
  /** The body of the response: parsed JSON, or text cut at 2,000 characters. Absent without one. */
  declare readonly body?: unknown;

  /** Makes an error, for tests of your own code. */
  constructor(details: APIErrorDetails) {
    const code = ownProperty(details, "code") as APIErrorDetails["code"];
    super({ ...details, code: code ?? "unexpected_status" });
    copy(this, details, ["status", "requestId", "retryAfterMs", "body"]);
  }
}

/** Status 400: the API did not accept the fields or the id. */
export class BadRequestError extends APIError {
  static {
    define(this, { name: "BadRequestError", code: "bad_request" });
  }

  /** Always `"bad_request"`. */
  declare readonly code: "bad_request";
}

/** Status 401: the key is missing, wrong or revoked. */
export class AuthenticationError extends APIError {
  static {
    define(this, { name: "AuthenticationError", code: "authentication_failed" });
  }

  /** Always `"authentication_failed"`. */
  declare readonly code: "authentication_failed";
}

/** Status 403: the key lacks the scope `INTEGRATION_API`, or access to the integration. */
export class PermissionDeniedError extends APIError {
  static {
    define(this, { name: "PermissionDeniedError", code: "permission_denied" });
  }

  /** Always `"permission_denied"`. */
  declare readonly code: "permission_denied";
}

/** Status 404: the API does not know this integration. */
export class NotFoundError extends APIError {
  static {
    define(this, { name: "NotFoundError", code: "not_found" });
  }

  /** Always `"not_found"`. */
  declare readonly code: "not_found";
}

/** Status 429: the rate limit is used up. `retryAfterMs` says for how long, if the API said it. */
export class RateLimitError extends APIError {
  static {
    define(this, { name: "RateLimitError", code: "rate_limited", retryable: true });
  }

  /** Always `"rate_limited"`. */
  declare readonly code: "rate_limited";
}

/** Status 500 to 599: the API failed. It is not known whether the update was made. */
export class InternalServerError extends APIError {
  static {
    define(this, {
      name: "InternalServerError",
      code: "server_error",
      applied: "unknown",
      retryable: true,
    });
  }

  /** Always `"server_error"`. */
  declare readonly code: "server_error";
}

/**
 * The connection failed, or it broke before an answer came. The message has the reason as far as the
 * runtime tells it, and `cause` is what `fetch` threw.
 */
export class APIConnectionError extends OdeusError {
  static {
    define(this, {
      name: "APIConnectionError",
      code: "connection_failed",
      applied: "unknown",
      retryable: true,
    });
  }

  /** Always `"connection_failed"`. */
  declare readonly code: "connection_failed";
}

/** A deadline passed: that of an attempt, or that of the whole call. The message says which. */
export class APITimeoutError extends OdeusError {
  static {
    define(this, {
      name: "APITimeoutError",
      code: "timed_out",
      applied: "unknown",
      retryable: true,
    });
  }

  /** Always `"timed_out"`. */
  declare readonly code: "timed_out";
  /** The deadline that passed, in milliseconds. */
  readonly timeoutMs: number;

  /** Makes an error, for tests of your own code. */
  constructor(details: OdeusErrorDetails & { readonly timeoutMs: number }) {
    super(details);
    this.timeoutMs = details.timeoutMs;
  }
}

/** The caller's signal ended the call; `cause` is the signal's reason. */
export class AbortError extends OdeusError {
  static {
    define(this, { name: "AbortError", code: "aborted" });
  }

  /** Always `"aborted"`. */
  declare readonly code: "aborted";
}

/**
 * An answer with a status of a success cannot be used: its body is not JSON, has the wrong shape, is
 * larger than 1 MiB (1,048,576 bytes), or broke off. `applied` says whether the update was made.
 */
export class InvalidResponseError extends OdeusError {
  static {
    define(this, { name: "InvalidResponseError", code: "invalid_response", applied: "unknown" });
  }

  /** Always `"invalid_response"`. */
  declare readonly code: "invalid_response";
  /** The status of the response, 200 to 299. */
  declare readonly status: number;
  /** The API's id of the request, from the header `x-request-id` or `request-id`. Absent without one. */
  declare readonly requestId?: string;
  /** The body of the response: parsed JSON, or text cut at 2,000 characters. Absent without one. */
  declare readonly body?: unknown;

  /** Makes an error, for tests of your own code. */
  constructor(details: OdeusErrorDetails & Omit<APIErrorDetails, "code" | "retryAfterMs">) {
    super(details);
    copy(this, details, ["status", "requestId", "body"]);
  }
}

/** This package has a defect, and `cause` says which. The next call works. */
export class InternalError extends OdeusError {
  static {
    define(this, {
      name: "InternalError",
      code: "internal_error",
      applied: "unknown",
      retryable: true,
    });
  }

  /** Always `"internal_error"`. */
  declare readonly code: "internal_error";
}

/**
 * Every error of the package, as a union that the property `code` tells apart. `switch (error.code)`
 * narrows to the class with that code.
 */
export type AnyOdeusError =
  | ValidationError
  | ConfigurationError
  | UnsupportedEnvironmentError
  | BadRequestError
  | AuthenticationError
  | PermissionDeniedError
  | NotFoundError
  | RateLimitError
  | InternalServerError
  | (APIError & {
      /** The codes that have no class of their own. */
      readonly code: "unexpected_redirect" | "unexpected_status";
    })
  | APIConnectionError
  | APITimeoutError
  | AbortError
  | InvalidResponseError
  | InternalError;

/**
 * Whether a caught value is an error of this package, also if another copy of the package or another
 * realm made it. Never throws.
 *
 * @param value - any value
 * @returns true for every {@link OdeusError}; then `switch (error.code)` narrows to the class
 */
export function isOdeusError(value: unknown): value is AnyOdeusError {
  try {
    return value instanceof OdeusError;
  } catch {
    // A proxy can refuse to show its prototype.
    return false;
  }
}
