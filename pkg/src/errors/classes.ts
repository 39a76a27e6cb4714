import type { ValidationIssue } from "../types.js";
import { copy, named, OdeusError, type OdeusErrorDetails } from "./base.js";

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
