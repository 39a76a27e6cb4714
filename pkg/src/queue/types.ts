/** The options of {@link adviseRetry}. */
export interface RetryAdviceOptions {
  /**
   * How often the job was tried, this time included: a whole number from 1. The delay of a failure for
   * which the API named no wait grows with it.
   * @defaultValue 1
   */
  readonly attempt?: number | undefined;
  /**
   * The longest delay that the queue takes: a whole number of milliseconds. No advice is longer.
   * @defaultValue 900_000, the longest delay of Amazon SQS
   */
  readonly maxDelayMs?: number | undefined;
}

/**
 * What the consumer of a job queue does with a job after an error. Only a job that stays in the queue has a
 * delay. TypeScript knows this after a check of `verdict`.
 */
export type RetryAdvice =
  | {
      /** Acknowledge the job, because the update was made. */
      readonly verdict: "done";
    }
  | {
      /** Move the job to the dead letters, because it will never succeed. */
      readonly verdict: "drop";
    }
  | {
      /**
       * `"retry"`: put the job back for `delayMs`. `"pause"`: put the job back for `delayMs`, and let no
       * other job begin meanwhile, because the API wants fewer requests. `"halt"`: keep all jobs, and
       * begin none for `delayMs`, because every job would fail: the key or an option is wrong.
       */
      readonly verdict: "retry" | "pause" | "halt";
      /** The delay in whole milliseconds. */
      readonly delayMs: number;
    };
