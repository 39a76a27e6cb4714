import { Applied, Obstacle, type Repeat } from "../../generated/bindings.js";
import type { FailureParts } from "../../generated/functions.js";
import type { Settings } from "../configuration/settings.js";
import type { OdeusError } from "../errors/base.js";
import {
  type Facts,
  type Failure,
  internalFailure,
  readFailure,
  toError,
} from "../errors/failure.js";
import { beginStackAfter } from "../errors/stack.js";
import { type Bindings, enter } from "../module/instance.js";
import { quietly, readQuietly } from "../runtime/quietly.js";
import type { AttemptEvent, UpdateIntegrationResponse } from "../types.js";
import { Attempt, type Update } from "./attempt.js";
import type { AttemptTrace } from "./contexts.js";
import { addOutcome, type CallFacts, factsOf, idToShow } from "./facts.js";
import { type Repeatable, repeat } from "./repetition.js";
import { onAbort } from "./signal.js";
import { subscribedChannel, type TracedStep, trace } from "./tracing.js";
import { Wait } from "./wait.js";

/** A context object of a tracing channel, while the call fills it in. */
type Context = { -readonly [Key in keyof AttemptTrace]?: AttemptTrace[Key] };

/** The tokens of a client for its retries. */
export interface Budget {
  tokens: number;
}

/**
 * One update: its attempts, and its outcome.
 *
 * The numbers of a call are here and not in the module, because they must survive a trap.
 */
export class Call implements Repeatable {
  attempts = 0;
  applied: Applied = Applied.No;
  readonly #settings: Settings;
  readonly #update: Update;
  readonly #budget: Budget;
  readonly #startedAt = performance.now();
  #lastCost = 0;
  /** The last attempt that ended. */
  #last: Attempt | undefined = undefined;
  /** The attempt or wait that is under way. An abort ends it. */
  #underWay: Attempt | Wait | undefined = undefined;
  #stopListening: (() => void) | undefined = undefined;
  /** A failure that does not come from the last attempt, such as an abort in a wait. */
  #failure: Failure | undefined = undefined;
  /** The error of the call, when the call is over and has failed. */
  #error: OdeusError | undefined = undefined;
  /** What `onAttempt` and the subscribers of the tracing channels are told, if there are any. */
  readonly #facts: CallFacts | undefined;
  #event: AttemptEvent | undefined = undefined;

  constructor(settings: Settings, update: Update, budget: Budget) {
    this.#settings = settings;
    this.#update = update;
    this.#budget = budget;
    const isHeard =
      settings.onAttempt ?? subscribedChannel("update") ?? subscribedChannel("attempt");
    this.#facts = isHeard && factsOf(settings, update.id);
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
    return this.#last?.retryAfterMs ?? 0;
  }

  get leftMs(): number {
    return this.#settings.timeoutMs - (performance.now() - this.#startedAt);
  }

  get tokens(): number {
    return this.#budget.tokens;
  }

  /** Runs the whole call. Never rejects. */
  run(): Promise<void> {
    this.#listen();
    return this.#failure === undefined
      ? this.#trace(
          "update",
          undefined,
          () => this.#makeAttempts(),
          () => this.#error,
        )
      : this.#makeAttempts();
  }

  /**
   * A deadline or an abort may end an attempt in the async context of other code. The `await` after the
   * first attempt brings back the context of the call.
   */
  async #makeAttempts(): Promise<void> {
    if (this.#failure === undefined && (await this.attempt(this.#settings.timeoutMs))) {
      await this.#repeat();
    }
    this.#end();
  }

  /** Repeats the attempt until one succeeds or the last failure is final. Never rejects. */
  #repeat(): Promise<void> {
    return new Promise((settle) => repeat(this, settle));
  }

  attempt(leftMs: number): Promise<boolean> {
    if (this.#isAborted()) return this.#giveUp();
    const attempt = (): Promise<boolean> =>
      new Promise((settle) => {
        this.#begin(leftMs, ({ answer }) => settle(answer === undefined));
      });
    return this.#trace("attempt", this.attempts + 1, attempt, () => {
      const { failure, facts, applied } = this.#last as Attempt;
      return failure && this.#errorOf(failure, facts, applied);
    });
  }

  /** Runs a step, between the events of its tracing channel if somebody has subscribed to it. */
  #trace<Result>(
    name: TracedStep,
    attempt: number | undefined,
    step: () => Promise<Result>,
    errorOf: () => OdeusError | undefined,
  ): Promise<Result> {
    const facts = this.#facts;
    const channel = facts && subscribedChannel(name);
    if (channel === undefined) return step();
    const { callId, integrationId, method, url, urlTemplate } = facts as CallFacts;
    const startedAt = Date.now();
    const context: Context = { callId, integrationId, method, url, urlTemplate, startedAt };
    if (attempt !== undefined) context.attempt = attempt;
    return trace(channel, context, step, () => {
      const error = errorOf();
      const last = this.#last;
      if (last !== undefined) addOutcome(context, last);
      if (error !== undefined) {
        context.code = error.code;
        context.error = error;
      } else if (last?.answer !== undefined) {
        context.result = last.answer;
      }
      return error !== undefined;
    });
  }

  #begin(leftMs: number, onEnd: (attempt: Attempt) => void): void {
    const facts = this.#settings.onAttempt && this.#facts;
    const startedAt = facts === undefined ? 0 : Date.now();
    const startMs = facts === undefined ? 0 : performance.now();
    const attempt = new Attempt(this.#settings, this.#update, leftMs, () => {
      this.#last = attempt;
      if (attempt.hasBegun) {
        this.attempts += 1;
        if (facts !== undefined) {
          const durationMs = performance.now() - startMs;
          const times = { attempt: this.attempts, startedAt, durationMs };
          this.#event = { ...facts, ...times };
          addOutcome(this.#event, attempt);
        }
      }
      onEnd(attempt);
    });
    this.#underWay = attempt;
    attempt.run();
  }

  wait(delayMs: number, cost: number): Promise<boolean> {
    this.#report(delayMs);
    // The caller may have aborted in `onAttempt`.
    if (this.#isAborted()) return this.#giveUp();
    this.#budget.tokens -= cost;
    this.#lastCost = cost;
    const wait = new Wait();
    this.#underWay = wait;
    return wait.run(delayMs).then((isOver) => isOver || this.#giveUp());
  }

  fail(thrown: unknown): void {
    this.#failure = internalFailure(thrown);
    // Rust's `Applied::and` does the same, but Rust cannot be asked after a trap.
    this.applied = Math.max(this.applied, this.#last?.applied ?? Applied.No);
  }

  /** Listens to the caller's signal, if there is one. */
  #listen(): void {
    const { signal } = this.#settings;
    if (signal === undefined) return;
    try {
      if (!signal.aborted) this.#stopListening = onAbort(signal, () => this.#underWay?.abort());
      // Some polyfills call a new listener at once if the signal is aborted.
      if (signal.aborted) this.#giveUp();
    } catch (cause) {
      this.#failBy((rust) => rust.describeObstacle(Obstacle.UnusableSignal), cause);
    }
  }

  /** Asks the signal itself, because another listener can stop the event before ours is called. */
  #isAborted(): boolean {
    return readQuietly(this.#settings.signal, "aborted") === true;
  }

  /** Ends the call because its signal was aborted while no request was under way. */
  #giveUp(): Promise<false> {
    const cause = readQuietly(this.#settings.signal, "reason");
    this.#failBy((rust) => rust.describeAbort(), cause);
    return Promise.resolve(false);
  }

  #failBy(describe: (rust: Bindings) => FailureParts, cause: unknown): void {
    try {
      this.#failure = { ...readFailure(enter(describe)), ...(cause !== undefined && { cause }) };
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** Calls `onAttempt` for the last attempt, once. */
  #report(retryDelayMs?: number): void {
    const event = this.#event;
    if (event === undefined) return;
    this.#event = undefined;
    const told = retryDelayMs === undefined ? event : { ...event, retryDelayMs };
    // An error of `onAttempt` must not change the call.
    quietly(() => this.#settings.onAttempt?.(told));
  }

  /** Returns the answer or throws the error. The error's stack shows the caller of this method. */
  finish(): UpdateIntegrationResponse {
    if (this.#error !== undefined) throw beginStackAfter(this.#error, this.finish);
    return this.#last?.answer as UpdateIntegrationResponse;
  }

  /** Ends the call. */
  #end(): void {
    if (this.#stopListening !== undefined) quietly(this.#stopListening);
    this.#report();
    const last = this.#last;
    if (last?.answer !== undefined) {
      this.#refill();
      return;
    }
    const failure = this.#failure ?? last?.failure ?? internalFailure(undefined);
    const facts = this.#failure === undefined ? last?.facts : undefined;
    this.#error = this.#errorOf(failure, facts, this.applied);
  }

  #errorOf(failure: Failure, facts: Facts | undefined, applied: Applied): OdeusError {
    return toError(failure, {
      ...facts,
      integrationId: idToShow(this.#settings.redactor, this.#update.id),
      attempts: this.attempts,
      applied,
    });
  }

  /** Refills the budget after a success. A trap must not turn the success into a failure. */
  #refill(): void {
    quietly(() => {
      this.#budget.tokens = enter((rust) => rust.refillBudget(this.tokens, this.#lastCost));
    });
  }
}
