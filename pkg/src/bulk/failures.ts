import { Applied, Obstacle } from "../../generated/bindings.js";
import type { FailureParts } from "../../generated/functions.js";
import type { OdeusError } from "../errors/base.js";
import { isOdeusError } from "../errors/classes.js";
import { type Facts, internalFailure, readFailure, toError } from "../errors/failure.js";
import { type Bindings, enter } from "../module/instance.js";
import { readQuietly } from "../runtime/quietly.js";

/** The error of a failure that Rust describes. */
export function errorOf(
  describe: (rust: Bindings) => FailureParts,
  cause: unknown,
  facts: Facts = {},
): OdeusError {
  const all = cause === undefined ? facts : { ...facts, cause };
  try {
    return toError(readFailure(enter(describe)), all);
  } catch (thrown) {
    return toError(internalFailure(thrown), all);
  }
}

/** The error of an item: what its call threw, or an `InternalError` if that is no error of the package. */
export function errorOfCall(thrown: unknown, id: string): OdeusError {
  if (isOdeusError(thrown)) return thrown;
  return errorOf((rust) => rust.describeObstacle(Obstacle.ForeignError), thrown, {
    integrationId: id.toLowerCase(),
    attempts: 1,
    applied: Applied.Unknown,
  });
}

/** The requests that the call of an error began. */
export function attemptsOf(error: OdeusError): number {
  const attempts = readQuietly(error, "attempts");
  return typeof attempts === "number" ? attempts : 0;
}
