import * as errors from "./errors.js";
import { type Bindings, enter, Trap } from "./instance.js";
import type { ValidationIssue } from "./types.js";

/** A failure as Rust describes it. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly option?: string;
  readonly issues?: readonly ValidationIssue[];
  readonly cause?: unknown;
}

/** A failure as Rust hands it over: its code, message, `retryable`, `option` and issues. */
export type FailureParts = [string, string, boolean, string | undefined, IssueParts[] | undefined];

/** An issue as Rust hands it over: its code, message, path, `maximum`, `actual` and `suggestion`. */
export type IssueParts = [
  string,
  string,
  string | undefined,
  number | undefined,
  number | undefined,
  string | undefined,
];

/** What the facade knows of a failure beside its description. */
export interface Facts {
  readonly attempts?: number;
  readonly sent?: errors.Sent;
  readonly status?: number;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly body?: unknown;
  readonly timeoutMs?: number;
  readonly cause?: unknown;
}

/** The class of each code. */
const CLASSES = {
  invalid_input: errors.ValidationError,
  invalid_configuration: errors.ConfigurationError,
  bad_request: errors.BadRequestError,
  authentication_failed: errors.AuthenticationError,
  permission_denied: errors.PermissionDeniedError,
  not_found: errors.NotFoundError,
  rate_limited: errors.RateLimitError,
  server_error: errors.InternalServerError,
  unexpected_redirect: errors.APIError,
  unexpected_status: errors.APIError,
  connection_failed: errors.APIConnectionError,
  timed_out: errors.APITimeoutError,
  aborted: errors.AbortError,
  invalid_response: errors.InvalidResponseError,
  internal_error: errors.InternalError,
} as const;

type Constructor = new (details: Failure & Facts) => errors.OdeusError;

/** The error that a failure is. */
export function toError(failure: Failure, facts: Facts = {}): errors.OdeusError {
  const ErrorClass = CLASSES[failure.code as keyof typeof CLASSES] as unknown as Constructor;
  return new ErrorClass({ ...failure, ...facts });
}

/** Throws the failure that a check found, if it found one. */
export function refuse(parts: FailureParts | undefined, facts?: Facts): void {
  if (parts !== undefined) throw toError(readFailure(parts), facts);
}

/** Runs a step in the module; what it throws is an {@link OdeusError}. */
export function enterSafely<Result>(step: (bindings: Bindings) => Result): Result {
  try {
    return enter(step);
  } catch (thrown) {
    throw thrown instanceof errors.OdeusError ? thrown : toError(internalFailure(thrown));
  }
}

/** A failure of Rust as an object. */
export function readFailure([code, message, retryable, option, issues]: FailureParts): Failure {
  return {
    code,
    message,
    retryable,
    ...(option !== undefined && { option }),
    ...(issues !== undefined && { issues: readIssues(issues) }),
  };
}

/** Issues of Rust as objects. */
export function readIssues(issues: readonly IssueParts[]): ValidationIssue[] {
  return issues.map(([code, message, path, maximum, actual, suggestion]) => ({
    code: code as ValidationIssue["code"],
    message,
    path: path === undefined ? [] : [path],
    ...(maximum !== undefined && { maximum }),
    ...(actual !== undefined && { actual }),
    ...(suggestion !== undefined && { suggestion }),
  }));
}

/** The failure of a trap, or of what no step should throw. */
export function internalFailure(thrown: unknown): Failure {
  return {
    code: "internal_error",
    message:
      "odeus-integrations met a defect of its own. The next call works; please report this with its `cause`.",
    retryable: false,
    cause: thrown instanceof Trap ? thrown.reason : thrown,
  };
}
