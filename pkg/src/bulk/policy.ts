import { Code, Figure, type NextKind, type VerdictKind } from "../../generated/bindings.js";
import type { BulkPolicy } from "../../generated/functions.js";
import type { OdeusError } from "../errors/base.js";
import { codeOf } from "../errors/failure.js";
import { type Instance, liveInstance, Trap } from "../module/instance.js";
import { ownNumber, readQuietly } from "../runtime/quietly.js";
import type { BulkSettings } from "./options.js";

/** A request under way, as the policy knows it. A policy does not know the numbers of another one. */
export interface Ticket {
  readonly policy: BulkPolicy;
  readonly number: number;
}

/** What the policy says about the next item. */
export interface Next {
  readonly kind: NextKind;
  readonly ticket: Ticket;
  /** The end of a wait. NaN: only a request that ends is waited for. */
  readonly waitUntil: number;
}

/** What becomes of an item. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** When the retry is due, if there is one. */
  readonly retryAt: number;
}

/** The figures of the progress that the policy has. NaN: there is none. */
export interface Figures {
  readonly pacePerSecond: number;
  readonly pausedUntil: number;
  readonly ratePerSecond: number;
  readonly etaMs: number;
}

/** The figures of a run that has no policy. */
export const NO_FIGURES: Figures = {
  pacePerSecond: Number.NaN,
  pausedUntil: Number.NaN,
  ratePerSecond: 0,
  etaMs: Number.NaN,
};

/** No request has this number. */
const NO_REQUEST = 0xffff_ffff;

/**
 * Rust's policy of one run. After a trap of the module, the next step makes a new policy on a fresh
 * instance. The new policy learns the pace again.
 */
export class Policy {
  readonly #settings: BulkSettings;
  readonly #countFailures: () => number;
  #instance: Instance | undefined;
  #policy: BulkPolicy | undefined;

  /** @param countFailures - says how many items have failed, for a new policy */
  constructor(settings: BulkSettings, countFailures: () => number) {
    this.#settings = settings;
    this.#countFailures = countFailures;
  }

  /** Decides whether the next item's request begins. */
  next(now: number): Next {
    return this.#ask((policy) => {
      const kind = policy.next(now);
      const answer = policy.figure(Figure.Answer, now, 0);
      return { kind, ticket: { policy, number: answer }, waitUntil: answer };
    });
  }

  /** Learns that a request succeeded. */
  succeed(ticket: Ticket, now: number): void {
    this.#ask((policy) =>
      policy.end(numberOf(ticket, policy), undefined, 0, false, Number.NaN, 0, now, 0),
    );
  }

  /**
   * Decides about an item that failed, and learns from the failure.
   *
   * @param retries - the retries that the item had before
   */
  fail(
    ticket: Ticket,
    error: OdeusError,
    isRetryable: boolean,
    retries: number,
    now: number,
  ): Verdict {
    const code = codeOf(readQuietly(error, "code"));
    const status = ownNumber(error, "status") ?? 0;
    const retryAfterMs = ownNumber(error, "retryAfterMs") ?? Number.NaN;
    const random = Math.random();
    return this.#ask((policy) => {
      const number = numberOf(ticket, policy);
      return {
        kind: policy.end(number, code, status, isRetryable, retryAfterMs, retries, now, random),
        retryAt: policy.figure(Figure.Answer, now, 0),
      };
    });
  }

  /** Counts a failed item that had no request, or whose time is over. */
  countFailure(now: number): void {
    this.#ask((policy) =>
      policy.end(NO_REQUEST, Code.InvalidInput, 0, false, Number.NaN, 0, now, 0),
    );
  }

  /** Whether the policy stopped the run. */
  get isStopped(): boolean {
    return this.#ask((policy) => policy.figure(Figure.Stopped, 0, 0) === 1);
  }

  /** The figures of the progress; `left` is the number of items that are not settled. */
  figures(now: number, left: number): Figures {
    return this.#ask((policy) => ({
      pacePerSecond: policy.figure(Figure.PacePerSecond, now, left),
      pausedUntil: policy.figure(Figure.PausedUntil, now, left),
      ratePerSecond: policy.figure(Figure.RatePerSecond, now, left),
      etaMs: policy.figure(Figure.EtaMs, now, left),
    }));
  }

  /** Frees the memory of the policy. A policy that nobody frees is freed with its JavaScript object. */
  free(): void {
    this.#policy?.free();
    this.#policy = undefined;
    this.#instance = undefined;
  }

  /** Asks the policy. If that meets a trap, asks a new policy, once. */
  #ask<Answer>(question: (policy: BulkPolicy) => Answer): Answer {
    try {
      return this.#enter(question);
    } catch (thrown) {
      if (thrown instanceof Trap) return this.#enter(question);
      throw thrown;
    }
  }

  #enter<Answer>(question: (policy: BulkPolicy) => Answer): Answer {
    if (this.#instance === undefined || this.#instance.hasTrapped) {
      this.#policy = undefined;
      this.#instance = liveInstance();
    }
    return this.#instance.enter((rust) => {
      this.#policy ??= this.#make(rust.BulkPolicy);
      return question(this.#policy);
    });
  }

  #make(Policy: typeof BulkPolicy): BulkPolicy {
    const { concurrency, maxRetries, maxPauseMs, maxFailures } = this.#settings;
    return new Policy(concurrency, maxRetries, maxPauseMs, maxFailures - this.#countFailures());
  }
}

function numberOf(ticket: Ticket, policy: BulkPolicy): number {
  return ticket.policy === policy ? ticket.number : NO_REQUEST;
}
