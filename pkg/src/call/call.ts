import { Applied, type Repeat } from "../../generated/bindings.js";
import type { FailureParts } from "../../generated/functions.js";
import type { Settings } from "../configuration/settings.js";
import {
  codeName,
  type Failure,
  internalFailure,
  readFailure,
  toError,
} from "../errors/failure.js";
import { type Bindings, enter } from "../module/instance.js";
import { quietly } from "../runtime/quietly.js";
import type { AttemptEvent, UpdateIntegrationResponse } from "../types.js";
import { Attempt } from "./attempt.js";
import { type Repeatable, repeat } from "./repetition.js";
import { onAbort } from "./signal.js";
import { Wait } from "./wait.js";

/** The tokens of a client for its retries. */
export interface Budget {
  tokens: number;
}

/** The request of a call. */
export interface CallRequest {
  readonly integrationId: string;
  readonly url: string;
  readonly body: string;
}

/**
 * One update: its attempts, and its outcome.
 *
 * What Rust decides about it must survive an instance of the module, so the numbers are here.
 */
export class Call implements Repeatable {
  attempts = 0;
  applied: Applied = Applied.No;
  readonly #settings: Settings;
  readonly #request: CallRequest;
  readonly #budget: Budget;
  readonly #startedAt = performance.now();
  #lastCost = 0;
  /** The last attempt that ended. */
  #last: Attempt | undefined = undefined;
  /** What an abort can end. */
  #underWay: Attempt | Wait | undefined = undefined;
  #isAborted = false;
  /** A failure that is not the last attempt's. */
  #failure: Failure | undefined = undefined;
  #event: AttemptEvent | undefined = undefined;

  constructor(settings: Settings, request: CallRequest, budget: Budget) {
    this.#settings = settings;
    this.#request = request;
    this.#budget = budget;
  }

  get maxRetries(): number {
    return this.#settings.maxRetries;
  }

  get lastRepeat(): Repeat {
    return (this.#last as Attempt).repeat;
  }

  get lastApplied(): Applied {
    return (this.#last as Attempt).applied;
  }

  get floorMs(): number {
    return this.#last?.facts.retryAfterMs ?? 0;
  }

  get leftMs(): number {
    return this.#settings.timeoutMs - (performance.now() - this.#startedAt);
  }

  get tokens(): number {
    return this.#budget.tokens;
  }

  /** Makes the attempts, and returns the answer or throws the error. */
  async run(): Promise<UpdateIntegrationResponse> {
    const stopListening = this.#listen();
    const isOpen = this.#failure === undefined && (await this.attempt(this.#settings.timeoutMs));
    if (isOpen) await repeat(this);
    if (stopListening !== undefined) quietly(stopListening);
    this.#report();
    return this.#finish();
  }

  attempt(leftMs: number): Promise<boolean> {
    if (this.#isAborted) return this.#giveUp();
    const { onAttempt } = this.#settings;
    const startedAt = onAttempt === undefined ? 0 : performance.now();
    const { url, body } = this.#request;
    const attempt = new Attempt(this.#settings, url, body, leftMs);
    this.#underWay = attempt;
    return attempt.run().then(() => {
      this.#last = attempt;
      if (attempt.hasBegun) {
        this.attempts += 1;
        if (onAttempt !== undefined) this.#event = this.#eventOf(attempt, startedAt);
      }
      return attempt.answer === undefined;
    });
  }

  wait(delayMs: number, cost: number): Promise<boolean> {
    this.#budget.tokens -= cost;
    this.#lastCost = cost;
    this.#report(delayMs);
    // The caller may have aborted in `onAttempt`.
    if (this.#isAborted) return this.#giveUp();
    const wait = new Wait();
    this.#underWay = wait;
    return wait.run(delayMs).then((isOver) => isOver || this.#giveUp());
  }

  fail(thrown: unknown): void {
    this.#failure = internalFailure(thrown);
    if (this.attempts > 0) this.applied = Applied.Unknown;
  }

  /** Listens to the caller's signal. Returns a function that ends this. */
  #listen(): (() => void) | undefined {
    const { signal } = this.#settings;
    if (signal === undefined) return undefined;
    try {
      if (!signal.aborted) return onAbort(signal, () => this.#abort());
      this.#giveUp();
    } catch (cause) {
      this.#failBy((rust) => rust.describeDeafSignal(), cause);
    }
    return undefined;
  }

  #abort(): void {
    this.#isAborted = true;
    this.#underWay?.abort();
  }

  /** Ends the call because its signal was aborted while no request was under way. */
  async #giveUp(): Promise<false> {
    this.#failBy((rust) => rust.describeAbort(), this.#settings.signal?.reason);
    return false;
  }

  #failBy(describe: (rust: Bindings) => FailureParts, cause: unknown): void {
    try {
      this.#failure = { ...readFailure(enter(describe)), cause };
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** Tells the caller of the last attempt, once. */
  #report(retryDelayMs?: number): void {
    const event = this.#event;
    if (event === undefined) return;
    this.#event = undefined;
    const told = retryDelayMs === undefined ? event : { ...event, retryDelayMs };
    // Tracing must not change what it traces.
    quietly(() => this.#settings.onAttempt?.(told));
  }

  #eventOf({ status, failure, requestId }: Attempt, startedAt: number): AttemptEvent {
    return {
      attempt: this.attempts,
      ...(status !== undefined && { status }),
      ...(failure !== undefined && { code: codeName(failure.code) }),
      ...(requestId !== undefined && { requestId }),
      durationMs: performance.now() - startedAt,
    };
  }

  #finish(): UpdateIntegrationResponse {
    const last = this.#last;
    if (last?.answer !== undefined) {
      this.#refill();
      return last.answer;
    }
    const failure = this.#failure ?? last?.failure ?? internalFailure(undefined);
    throw toError(failure, {
      ...(this.#failure === undefined && last?.facts),
      integrationId: this.#request.integrationId.toLowerCase(),
      attempts: this.attempts,
      applied: this.applied,
    });
  }

  /** Refills the budget after a success. A trap must not turn the success into a failure. */
  #refill(): void {
    quietly(() => {
      this.#budget.tokens = enter((rust) => rust.refillBudget(this.tokens, this.#lastCost));
    });
  }
}
