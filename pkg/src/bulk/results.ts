import type { OdeusError } from "../errors/base.js";
import type { BulkResult } from "./types.js";

/** Gets the results of a run. */
export interface RunListener<T> {
  /** The results that the consumer has not taken yet. */
  readonly held: number;
  onResult(result: BulkResult<T>): void;
  /** Every item has its result. `reason` says why the run stopped, if it stopped. */
  onOver(reason: OdeusError | undefined): void;
}

/** The results that the consumer has not taken yet, in the order in which it gets them. */
export class Results<T> {
  readonly #isOrdered: boolean;
  readonly #ready = new Map<number, BulkResult<T>>();
  #next: number;
  #end: number;

  /** @param first - the index of the first item */
  constructor(isOrdered: boolean, first: number) {
    this.#isOrdered = isOrdered;
    this.#next = first;
    this.#end = first;
  }

  get size(): number {
    return this.#ready.size;
  }

  /** Adds the result of an item. */
  add(result: BulkResult<T>): void {
    this.#ready.set(this.#isOrdered ? result.index : this.#end, result);
    this.#end += 1;
  }

  /** Takes the next result, if it is there. */
  take(): BulkResult<T> | undefined {
    const result = this.#ready.get(this.#next);
    if (result === undefined) return undefined;
    this.#ready.delete(this.#next);
    this.#next += 1;
    return result;
  }

  /** Drops all results. */
  clear(): void {
    this.#ready.clear();
  }
}
