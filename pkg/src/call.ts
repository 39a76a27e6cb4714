import { Attempt, type AttemptResult, NOTHING } from "./attempt.js";
import type { Sent } from "./errors.js";
import { type Failure, internalFailure, readFailure, toError } from "./failure.js";
import { enter, enterAsync } from "./instance.js";
import { quietly } from "./quietly.js";
import { ownProperty } from "./response-message.js";
import type { Settings } from "./settings.js";
import { onAbort } from "./signal.js";
import type { AttemptEvent, UpdateIntegrationResponse } from "./types.js";

/** A client's tokens for retries. */
export interface Budget {
  tokens: number;
}

/** What Rust asks of a call, and does to it, to repeat its failed attempt. */
export interface RetryableCall {
  readonly attempts: number;
  readonly maxRetries: number;
  readonly isRetryable: boolean;
  readonly isTimeout: boolean;
  /** The shortest wait that the API asked for, 0 if it asked for none. */
  readonly floorMs: number;
  readonly timeLeftMs: number;
  readonly tokens: number;
  /**
   * Pays for a retry, tells the caller of it, waits, and makes another attempt; resolves to whether
   * that failed, so that there is something to decide again.
   */
  repeat(delayMs: number, cost: number): Promise<boolean>;
}

/** One update: its attempts, and what is left of its time. */
export class Call implements RetryableCall {
  readonly settings: Settings;
  attempts = 0;
  readonly #url: string;
  readonly #body: string;
  readonly #budget: Budget;
  readonly #startedAt = performance.now();
  #result: AttemptResult | undefined;
  #mayHaveArrived = false;
  #lastCost = 0;
  #event: AttemptEvent | undefined;
  /** Ends the wait or the attempt under way, so that nothing outlives the call. */
  #interrupt: ((failure: Failure) => void) | undefined;

  constructor(settings: Settings, url: string, body: string, budget: Budget) {
    this.settings = settings;
    this.#url = url;
    this.#body = body;
    this.#budget = budget;
  }

  get maxRetries(): number {
    return this.settings.maxRetries;
  }

  get isRetryable(): boolean {
    return this.#failure?.retryable === true;
  }

  get isTimeout(): boolean {
    return this.#failure?.code === "timed_out";
  }

  get floorMs(): number {
    return Number(ownProperty(this.#result?.facts, "retryAfterMs") ?? 0);
  }

  get timeLeftMs(): number {
    return this.settings.timeoutMs - (performance.now() - this.#startedAt);
  }

  get tokens(): number {
    return this.#budget.tokens;
  }

  get #failure(): Failure | undefined {
    return this.#result?.failure;
  }

  /** Makes the attempts that it takes, and returns the answer or throws the error. */
  async run(): Promise<UpdateIntegrationResponse> {
    const failed = await this.#attempt();
    if (failed && this.isRetryable && this.maxRetries > 0) await this.#retry();
    this.#report();
    return this.#finish();
  }

  async #retry(): Promise<void> {
    try {
      await enterAsync((rust) => rust.retryUntilFinal(this));
    } catch (thrown) {
      const failure = internalFailure(thrown);
      this.#interrupt?.(failure);
      this.#result = { ...(this.#result ?? NOTHING), failure, facts: undefined };
    }
  }

  /** Makes an attempt; resolves to whether it failed. */
  #attempt(): Promise<boolean> {
    const { onAttempt } = this.settings;
    const startedAt = onAttempt === undefined ? 0 : performance.now();
    const earlier = this.attempts;
    const attempt = new Attempt(this, this.#url, this.#body);
    this.#interrupt = (failure) => attempt.interrupt(failure);
    return attempt.run().then((result) => {
      this.#result = result;
      this.#mayHaveArrived ||= result.mayHaveArrived;
      if (onAttempt !== undefined && this.attempts > earlier) {
        const durationMs = performance.now() - startedAt;
        this.#event = { attempt: this.attempts, durationMs, ...eventOf(result) };
      }
      return result.failure !== undefined;
    });
  }

  async repeat(delayMs: number, cost: number): Promise<boolean> {
    return (await this.#wait(delayMs, cost)) && (await this.#attempt());
  }

  /** Resolves to whether to go on. */
  #wait(delayMs: number, cost: number): Promise<boolean> {
    this.#budget.tokens -= cost;
    this.#lastCost = cost;
    this.#report(delayMs);
    return new Promise((resolve) => {
      const { signal } = this.settings;
      const timer = setTimeout(() => end(true), delayMs);
      const unsubscribe = signal && onAbort(signal, () => end(false));
      const end = (goesOn: boolean): void => {
        clearTimeout(timer);
        quietly(() => unsubscribe?.());
        if (!goesOn) this.#abort();
        // A stall of the event loop may have used up what was left.
        resolve(goesOn && this.timeLeftMs > 0);
      };
      this.#interrupt = () => end(false);
      // The caller may have aborted in `onAttempt`, before there was a listener.
      if (signal?.aborted) end(false);
    });
  }

  #abort(): void {
    const failure = readFailure(enter((rust) => rust.describeAbort()));
    const { redactor, signal } = this.settings;
    const cause = redactor.thrown(signal?.reason);
    this.#result = { ...(this.#result ?? NOTHING), failure, facts: { cause } };
  }

  /** Tells the caller of the last attempt, once. */
  #report(retryDelayMs?: number): void {
    const event = this.#event;
    if (event === undefined) return;
    this.#event = undefined;
    const told = retryDelayMs === undefined ? event : { ...event, retryDelayMs };
    // Tracing must not change what it traces.
    quietly(() => this.settings.onAttempt?.(told));
  }

  #finish(): UpdateIntegrationResponse {
    const { failure, answer, facts } = this.#result ?? NOTHING;
    if (answer !== undefined) {
      this.#budget.tokens = enter((rust) => rust.refillBudget(this.tokens, this.#lastCost));
      return answer;
    }
    throw toError(failure ?? internalFailure(undefined), {
      ...facts,
      attempts: this.attempts,
      sent: this.#sent,
    });
  }

  get #sent(): Sent {
    if (this.#result?.isAnswered) return "yes";
    return this.#mayHaveArrived ? "unknown" : "no";
  }
}

function eventOf({ status, failure, facts }: AttemptResult): Partial<AttemptEvent> {
  const requestId = facts?.requestId;
  return {
    ...(status !== undefined && { status }),
    ...(failure !== undefined && { code: failure.code }),
    ...(requestId !== undefined && { requestId }),
  };
}
