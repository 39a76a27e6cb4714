import { Stage } from "../../generated/bindings.js";
import type { RepeatedCall } from "../../generated/functions.js";
import { type Instance, liveInstance } from "../module/instance.js";

/** A call that can be repeated. Neither of its promises rejects. */
export interface Repeatable
  extends Omit<RepeatedCall, "beginWait" | "beginAttempt" | "finish" | "end"> {
  /** Takes the tokens, tells the caller of the retry, and waits. Resolves to whether to go on. */
  wait(delayMs: number, cost: number): Promise<boolean>;
  /** Makes an attempt. Resolves to whether it failed. */
  attempt(leftMs: number): Promise<boolean>;
  /** Ends the call because this package has a defect. */
  fail(thrown: unknown): void;
}

/** Repeats the attempt of a call until one succeeds or the last failure is final. Then it calls `onEnd`. */
export function repeat(call: Repeatable, onEnd: () => void): void {
  new Repetition(call, onEnd).enter();
}

/**
 * Runs the repetition, which is a Rust future, and keeps what must survive a trap of the module.
 *
 * A trap ends every future in its instance. A call that waits for a timer or a request at that time
 * enters a new instance afterwards. A call that does not wait has met the trap itself, and fails.
 */
class Repetition implements RepeatedCall {
  readonly #call: Repeatable;
  readonly #onEnd: () => void;
  #stage = Stage.Failed;
  /** The wait or the attempt that is under way. */
  #underWay: Promise<boolean> = Promise.resolve(false);
  #isUnderWay = false;
  #isOver = false;
  #instance: Instance | undefined;
  #stopListening: (() => void) | undefined;

  constructor(call: Repeatable, onEnd: () => void) {
    this.#call = call;
    this.#onEnd = onEnd;
  }

  get attempts(): number {
    return this.#call.attempts;
  }

  get maxRetries(): number {
    return this.#call.maxRetries;
  }

  get lastRepeat(): RepeatedCall["lastRepeat"] {
    return this.#call.lastRepeat;
  }

  get lastApplied(): RepeatedCall["lastApplied"] {
    return this.#call.lastApplied;
  }

  get applied(): RepeatedCall["applied"] {
    return this.#call.applied;
  }

  set applied(applied: RepeatedCall["applied"]) {
    this.#call.applied = applied;
  }

  get floorMs(): number {
    return this.#call.floorMs;
  }

  get leftMs(): number {
    return this.#call.leftMs;
  }

  get tokens(): number {
    return this.#call.tokens;
  }

  beginWait(delayMs: number, cost: number): void {
    this.#begin(Stage.Waiting, () => this.#call.wait(delayMs, cost));
  }

  beginAttempt(leftMs: number): void {
    this.#begin(Stage.Attempting, () => this.#call.attempt(leftMs));
  }

  /** Begins a step, unless this call has failed: code of an instance may still run after its trap. */
  #begin(stage: Stage, step: () => Promise<boolean>): void {
    if (this.#isOver) {
      this.#underWay = Promise.resolve(false);
      return;
    }
    this.#stage = stage;
    this.#isUnderWay = true;
    this.#underWay = this.#attend(step);
    this.#watch();
  }

  finish(): Promise<boolean> {
    return this.#underWay;
  }

  /** Runs a step. An error that it should not throw ends the call. */
  async #attend(step: () => Promise<boolean>): Promise<boolean> {
    try {
      return await step();
    } catch (thrown) {
      this.#call.fail(thrown);
      this.end();
      return false;
    }
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopListening?.();
    this.#onEnd();
  }

  /** Enters the Rust function, at the stage where this call is. */
  enter(): void {
    try {
      this.#stopListening?.();
      this.#instance = liveInstance();
      this.#stopListening = this.#instance.onTrap((trap) => this.#onTrap(trap));
      this.#instance.enter((rust) => rust.repeat(this, this.#stage));
    } catch (thrown) {
      this.#onTrap(thrown);
    }
  }

  /**
   * Notices the end of the wait or the attempt. Rust waits for the same promise, but this callback
   * runs first.
   */
  #watch(): void {
    this.#underWay.then(() => {
      this.#isUnderWay = false;
      if (this.#isOver || !this.#instance?.hasTrapped) return;
      this.#watch();
      this.enter();
      this.#isUnderWay = true;
    });
  }

  #onTrap(trap: unknown): void {
    if (this.#isUnderWay) return;
    this.#call.fail(trap);
    this.end();
  }
}
