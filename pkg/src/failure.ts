import * as errors from "./errors.js";
import { Trap } from "./instance.js";
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

/** The error of what a step in the module threw, or of a failure. */
export function toError(thrown: unknown, facts: Facts = {}): errors.OdeusError {
  if (thrown instanceof errors.OdeusError) return thrown;
  const failure = isFailure(thrown) ? thrown : internalFailure(thrown);
  const ErrorClass = CLASSES[failure.code as keyof typeof CLASSES] as unknown as Constructor;
  return new ErrorClass({ ...failure, ...facts });
}

/** Whether it is a failure that Rust described. */
export function isFailure(thrown: unknown): thrown is Failure {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    !(thrown instanceof Trap) &&
    Object.hasOwn(thrown, "code") &&
    Object.hasOwn(CLASSES, String(Reflect.get(thrown, "code")))
  );
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
