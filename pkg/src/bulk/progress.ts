import type { Figures } from "./policy.js";
import type { BulkProgress } from "./types.js";

/** What a run counts. */
export class Counts {
  read = 0;
  updated = 0;
  failed = 0;
  skipped = 0;
  retries = 0;
  inFlight = 0;
  /** The items that were pulled, with those that are passed over. */
  #pulled = 0;
  readonly #skip: number;
  /** The indexes of the items that are not settled, in rising order. */
  readonly #unsettled = new Set<number>();

  /** @param skip - the leading items that are passed over */
  constructor(skip: number) {
    this.#skip = skip;
  }

  /** Counts an item of the source. Returns its index, or `undefined` if it is passed over. */
  pull(): number | undefined {
    const index = this.#pulled;
    this.#pulled += 1;
    if (index < this.#skip) return undefined;
    this.read += 1;
    this.#unsettled.add(index);
    return index;
  }

  /** Says that an item needs no further request. */
  settle(index: number): void {
    this.#unsettled.delete(index);
  }

  /** The leading items that are settled. */
  get checkpoint(): number {
    const [first] = this.#unsettled;
    return first ?? Math.max(this.#skip, this.#pulled);
  }

  /** How many items of so many are not settled. */
  left(total: number): number {
    return Math.max(0, total - this.#skip - this.updated - this.failed);
  }

  /** The items without a result. */
  get open(): number {
    return this.read - this.updated - this.failed - this.skipped;
  }
}

/** The progress, as the caller gets it. */
export function toProgress(
  counts: Counts,
  { pacePerSecond, pausedUntil, ratePerSecond, etaMs }: Figures,
  total: number | undefined,
): BulkProgress {
  const { read, updated, failed, skipped, retries, inFlight, checkpoint } = counts;
  // The clock of the run is not the clock of the day, and does not jump with it.
  const pauseMs = pausedUntil - performance.now();
  return {
    read,
    updated,
    failed,
    skipped,
    retries,
    inFlight,
    ...(pacePerSecond > 0 && { pacePerSecond }),
    checkpoint,
    ratePerSecond,
    ...(pauseMs > 0 && { pausedUntil: Date.now() + pauseMs }),
    ...(total !== undefined && { total }),
    ...(total !== undefined && etaMs >= 0 && { etaMs }),
  };
}
