import type { Answer } from "./answer.js";
import type { Fault } from "./types.js";

/** A fault with its steps. Each step either goes on, or answers, or fails as `fetch` does. */
export interface FaultSteps extends Fault {
  /** Runs before the API sees the request. An answer takes the place of the API's. */
  readonly before?: (signal: AbortSignal | undefined) => Promise<Answer | undefined>;
  /** Runs after the API made the update. Gets its answer, and returns the one to send. */
  readonly after?: (answer: Answer) => Answer;
}

/** Whether a value is a fault, of this copy of the package or of another. */
export function isFault(value: unknown): value is FaultSteps {
  const { before, after } = (value ?? {}) as Partial<FaultSteps>;
  return typeof before === "function" || typeof after === "function";
}
