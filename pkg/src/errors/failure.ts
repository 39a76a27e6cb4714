import { Applied, Code } from "../../generated/bindings.js";
import type { FailureParts, IssueParts } from "../../generated/functions.js";
import type { Redactor } from "../configuration/redactor.js";
import { type Bindings, enter, Trap } from "../module/instance.js";
import type { Applied as AppliedName, OdeusErrorCode, ValidationIssue } from "../types.js";
import type { OdeusError } from "./base.js";
import * as errors from "./classes.js";
import { beginStackAfter } from "./stack.js";

/** A failure as Rust describes it. */
export interface Failure {
  readonly code: Code;
  readonly message: string;
  readonly retryable: boolean;
  readonly option?: string;
  readonly issues?: readonly ValidationIssue[];
  readonly timeoutMs?: number;
  readonly cause?: unknown;
}

/** What the facade knows about a failure and Rust does not. */
export interface Facts {
  readonly integrationId?: string | undefined;
  readonly attempts?: number;
  readonly applied?: Applied;
  readonly status?: number;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly body?: unknown;
  readonly cause?: unknown;
}

type ErrorClass = { new (details: never): OdeusError; readonly prototype: OdeusError };

/**
 * The class of each code. A code that is missing here does not compile. Most classes have one code
 * themselves; the errors of `APIError` have several.
 */
const CLASSES: Record<Code, readonly [errorClass: ErrorClass, code?: OdeusErrorCode]> = {
  [Code.InvalidInput]: [errors.ValidationError],
  [Code.InvalidConfiguration]: [errors.ConfigurationError],
  [Code.UnsupportedEnvironment]: [errors.UnsupportedEnvironmentError],
  [Code.BadRequest]: [errors.BadRequestError],
  [Code.AuthenticationFailed]: [errors.AuthenticationError],
  [Code.PermissionDenied]: [errors.PermissionDeniedError],
  [Code.NotFound]: [errors.NotFoundError],
  [Code.RateLimited]: [errors.RateLimitError],
  [Code.ServerError]: [errors.InternalServerError],
  [Code.UnexpectedRedirect]: [errors.APIError, "unexpected_redirect"],
  [Code.UnexpectedStatus]: [errors.APIError, "unexpected_status"],
  [Code.ConnectionFailed]: [errors.APIConnectionError],
  [Code.TimedOut]: [errors.APITimeoutError],
  [Code.Aborted]: [errors.AbortError],
  [Code.InvalidResponse]: [errors.InvalidResponseError],
  [Code.SourceFailed]: [errors.SourceError],
  [Code.InternalError]: [errors.InternalError],
};

const APPLIED: Record<Applied, AppliedName> = {
  [Applied.No]: "no",
  [Applied.Unknown]: "unknown",
  [Applied.Yes]: "yes",
};

/** The name of a code in the contract. */
export function codeName(code: Code): OdeusErrorCode {
  const [errorClass, ownCode = errorClass.prototype.code] = CLASSES[code];
  return ownCode;
}

/** The code with a name in the contract. A name that is not known counts as a defect. */
export function codeOf(name: unknown): Code {
  const codes = Object.keys(CLASSES).map(Number) as Code[];
  return codes.find((code) => codeName(code) === name) ?? Code.InternalError;
}

/** The value with a name in the contract. A name that is not known counts as unknown. */
export function appliedOf(name: unknown): Applied {
  const values = Object.keys(APPLIED).map(Number) as Applied[];
  return values.find((value) => APPLIED[value] === name) ?? Applied.Unknown;
}

/** Makes the error of a failure. */
export function toError(failure: Failure, facts: Facts = {}): OdeusError {
  const [ErrorClass] = CLASSES[failure.code];
  const { integrationId, applied = Applied.No } = facts;
  const message =
    integrationId === undefined
      ? failure.message
      : `Integration ${integrationId}: ${failure.message}`;
  const code = codeName(failure.code);
  const details = { ...failure, ...facts, code, message, applied: APPLIED[applied] };
  return new ErrorClass(details as never);
}

/**
 * Thrown when a check finds a failure. {@link enterSafely} turns it into an error that names the
 * integration.
 */
class Refusal {
  constructor(
    readonly failure: Failure,
    readonly cause: Pick<Facts, "cause"> | undefined,
  ) {}
}

/** Throws a {@link Refusal}. */
export function refuse(failure: Failure, cause?: Pick<Facts, "cause">): never {
  throw new Refusal(failure, cause);
}

/** Throws a {@link Refusal} with the failure that a check found, if it found one. */
export function throwIfFailed(parts: FailureParts | undefined, cause?: Pick<Facts, "cause">): void {
  if (parts !== undefined) refuse(readFailure(parts), cause);
}

/** What an error before a request says about the call. */
export interface Entry {
  /**
   * The function that the caller called, or several, the outer one first. The error's stack begins at
   * the caller's line.
   */
  readonly called: object | readonly object[];
  /** The id that the caller passed. The error names the integration if this is a valid id. */
  readonly id?: unknown;
  /**
   * Finds what takes the key out of the error: the caller may have put the key into a name, such as that
   * of a header.
   */
  readonly findRedactor?: () => Redactor | undefined;
}

/** Runs steps that come before a request. What they throw becomes an {@link OdeusError}. */
export function enterSafely<Result>(entry: Entry, step: (bindings: Bindings) => Result): Result {
  try {
    return enter(step);
  } catch (thrown) {
    const error =
      thrown instanceof Refusal
        ? toRefusal(entry, thrown.failure, thrown.cause)
        : toRefusal(entry, internalFailure(thrown));
    throw beginStackAfter(error, ...[entry.called].flat(), enterSafely);
  }
}

/** Makes the error of a failure that came before a request. */
export function toRefusal(
  entry: Entry,
  failure: Failure,
  cause?: Pick<Facts, "cause">,
): OdeusError {
  const redactor = entry.findRedactor?.();
  const validId = readId(entry.id);
  const integrationId = validId && redactor !== undefined ? redactor.text(validId) : validId;
  return toError(withoutKey(failure, redactor), { integrationId, applied: Applied.No, ...cause });
}

function withoutKey(failure: Failure, redactor: Redactor | undefined): Failure {
  if (redactor === undefined) return failure;
  const { message, option, issues } = failure;
  return {
    ...failure,
    message: redactor.message(message),
    ...(option !== undefined && { option: redactor.name(option) }),
    ...(issues !== undefined && {
      issues: issues.map((issue) => ({
        ...issue,
        message: redactor.message(issue.message),
        path: issue.path.map((name) => redactor.name(name)),
      })),
    }),
  };
}

/** The id in lower case if it is valid, otherwise `undefined`. */
function readId(id: unknown): string | undefined {
  try {
    return enter((rust) => rust.readId(id));
  } catch {
    // No instance of the module can be made now.
    return undefined;
  }
}

/** Reads a failure of Rust. */
export function readFailure([
  code,
  message,
  retryable,
  option,
  issues,
  timeoutMs,
]: FailureParts): Failure {
  return {
    code,
    message,
    retryable,
    ...(option !== undefined && { option }),
    ...(issues !== undefined && { issues: readIssues(issues) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** Reads issues of Rust. */
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

/** The failure of a step that threw something it should not throw, such as a {@link Trap}. */
export function internalFailure(thrown: unknown): Failure {
  return {
    code: Code.InternalError,
    message: "odeus-integrations has a defect: see `cause`. Please report it. The next call works.",
    retryable: true,
    cause: Trap.is(thrown) ? thrown.reason : thrown,
  };
}
