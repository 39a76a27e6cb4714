import type { Row } from "../rows/row.js";
import type { FailuresFile } from "./failures.js";
import { type Settled, writeState } from "./state.js";

/** How often the state is written. */
const INTERVAL_MS = 500;

/** A row that may have to be sent again. */
interface OpenRow {
  /** What came before the row. */
  readonly passed: Settled;
  /** The number of items of the run before the row. */
  readonly item: number;
  /** The row, if it failed. A failed row is settled as soon as the run counts it as settled. */
  failed?: Row["source"];
}

/** What the journal asks the run and the rows. */
export interface Position {
  /** The leading items that the run has settled. */
  settledItems(): number;
  /** All rows that were read. */
  passed(): Settled;
}

/**
 * Writes down how far a run is, so that a later run can go on from there after a crash. The state
 * counts only leading rows that are settled and whose failures are on the disk.
 */
export class Journal {
  readonly #path: string;
  readonly #failures: FailuresFile | undefined;
  readonly #position: Position;
  /** In the order of the rows. */
  readonly #open = new Map<number, OpenRow>();
  #written = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(path: string, failures: FailuresFile | undefined, position: Position) {
    this.#path = path;
    this.#failures = failures;
    this.#position = position;
  }

  /** The rows that the state counts. */
  get rows(): number {
    return this.#written;
  }

  /**
   * Writes the state for the first time, and then again and again.
   *
   * @param onProblem - gets the problem of a later write
   */
  begin(settled: Settled, onProblem: (problem: unknown) => void): void {
    this.#write(settled);
    this.#timer = setInterval(() => {
      try {
        this.save();
      } catch (problem) {
        onProblem(problem);
      }
    }, INTERVAL_MS);
  }

  /**
   * Adds a row that is about to be sent.
   *
   * @param passed - what came before it
   * @param item - the number of items before it
   */
  add(passed: Settled, item: number): void {
    this.#open.set(passed.rows, { passed, item });
  }

  /** Says that a row was updated. */
  settle(index: number): void {
    this.#open.delete(index);
  }

  /** Says that a row failed. */
  fail(index: number, source: Row["source"]): void {
    const row = this.#open.get(index);
    if (row !== undefined) row.failed = source;
  }

  /** Writes the state, if there is something new. */
  save(): void {
    const settledItems = this.#position.settledItems();
    let hasFailures = false;
    for (const [index, { item, failed }] of this.#open) {
      if (failed === undefined || item >= settledItems) break;
      this.#failures?.write(failed);
      hasFailures = true;
      this.#open.delete(index);
    }
    if (hasFailures) this.#failures?.sync();
    const [first] = this.#open.values();
    const settled = first?.passed ?? this.#position.passed();
    // A run that goes on reads the settled rows again, and counts from the first one.
    if (settled.rows > this.#written) this.#write(settled);
  }

  /** Writes the state for the last time. */
  end(): void {
    clearInterval(this.#timer);
    this.save();
  }

  #write(settled: Settled): void {
    writeState(this.#path, settled);
    this.#written = settled.rows;
  }
}
