import { Applied, Code, Obstacle } from "../../generated/bindings.js";
import type { FailureParts } from "../../generated/functions.js";
import type { OdeusError } from "../errors/base.js";
import { isOdeusError } from "../errors/classes.js";
import { type Failure, internalFailure, readFailure, toError } from "../errors/failure.js";
import { type Bindings, enter } from "../module/instance.js";
import { readQuietly } from "../runtime/quietly.js";

// These messages stand here and not in Rust, so that a client that makes single updates is not larger.

/** The failure of an argument or an option of `updateIntegrations`. */
export function badOption(option: string, text: string): Failure {
  const code = Code.InvalidConfiguration;
  return { code, message: `${option} ${text}`, retryable: false, option };
}

/** The failure of a second loop over the results of a run. */
export const SECOND_CONSUMER: Failure = {
  code: Code.SourceFailed,
  message:
    "The results of a run can be read once. Call `updateIntegrations` again for another run.",
  retryable: false,
};

/** The error of a run whose source threw an error. */
export function sourceError(cause: unknown): OdeusError {
  const message =
    "The source of the items failed: see `cause`. Each item that it gave has a result.";
  return toError({ code: Code.SourceFailed, message, retryable: false }, { cause });
}

/** The error of a run whose signal ended it. */
export function abortError(cause: unknown): OdeusError {
  return describe((rust) => rust.describeAbort(), cause);
}

/** The error of a run whose signal cannot be used. */
export function signalError(cause: unknown): OdeusError {
  return describe((rust) => rust.describeObstacle(Obstacle.UnusableSignal), cause);
}

function describe(ask: (rust: Bindings) => FailureParts, cause: unknown): OdeusError {
  const facts = cause === undefined ? {} : { cause };
  try {
    return toError(readFailure(enter(ask)), facts);
  } catch (thrown) {
    return toError(internalFailure(thrown), facts);
  }
}

/** The error of an item: what its call threw, or an `InternalError` if that is no error of the package. */
export function errorOfCall(thrown: unknown, id: string): OdeusError {
  if (isOdeusError(thrown)) return thrown;
  const message =
    "The client failed with a value that is not an error of odeus-integrations: see `cause`.";
  const facts = {
    integrationId: id.toLowerCase(),
    attempts: 1,
    applied: Applied.Unknown,
    ...(thrown !== undefined && { cause: thrown }),
  };
  return toError({ code: Code.InternalError, message, retryable: true }, facts);
}

/** The requests that the call of an error began. */
export function attemptsOf(error: OdeusError): number {
  const attempts = readQuietly(error, "attempts");
  return typeof attempts === "number" ? attempts : 0;
}
