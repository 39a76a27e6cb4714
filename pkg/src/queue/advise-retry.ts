import { JobVerdict } from "../../generated/bindings.js";
import { isOdeusError } from "../errors/classes.js";
import { appliedOf, codeOf, enterSafely } from "../errors/failure.js";
import { ownNumber, readQuietly } from "../runtime/quietly.js";
import { readRetryOptions } from "./options.js";
import type { RetryAdvice, RetryAdviceOptions } from "./types.js";

const VERDICTS: Record<JobVerdict, RetryAdvice["verdict"]> = {
  [JobVerdict.Done]: "done",
  [JobVerdict.Drop]: "drop",
  [JobVerdict.Retry]: "retry",
  [JobVerdict.Pause]: "pause",
  [JobVerdict.Halt]: "halt",
};

/**
 * Says what the consumer of a job queue does with the error of a call. Make the call with
 * `maxRetries: 0`, because the queue makes the retries.
 *
 * @param error - what the call rejected with
 * @param options - the attempt, and the longest delay that the queue takes
 * @returns the verdict and, for a job that stays in the queue, its delay
 * @throws `error` itself if it is not an {@link OdeusError}; {@link ConfigurationError} if an option
 *   cannot be used
 */
export function adviseRetry(error: unknown, options?: RetryAdviceOptions): RetryAdvice {
  if (!isOdeusError(error)) throw error;
  return enterSafely({ called: adviseRetry }, (rust) => {
    const { attempt, maxDelayMs } = readRetryOptions(rust, options);
    const [verdict, delayMs] = rust.adviseJob(
      codeOf(readQuietly(error, "code")),
      appliedOf(readQuietly(error, "applied")),
      readQuietly(error, "retryable") === true,
      ownNumber(error, "retryAfterMs") ?? Number.NaN,
      attempt,
      maxDelayMs,
      Math.random(),
    );
    const name = VERDICTS[verdict];
    return (delayMs === undefined ? { verdict: name } : { verdict: name, delayMs }) as RetryAdvice;
  });
}
