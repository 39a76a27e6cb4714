import { quietly } from "../runtime/quietly.js";

/** Tells the caller of the progress, not more often than once in an interval. */
export class Reporter {
  readonly #report: () => void;
  readonly #intervalMs: number;
  #nextAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param report - calls the caller's function; what it throws is ignored */
  constructor(report: () => void, intervalMs: number) {
    this.#report = report;
    this.#intervalMs = intervalMs;
  }

  /** Tells of a change, now or at the end of the interval. */
  change(): void {
    if (this.#timer !== undefined) return;
    const waitMs = this.#nextAt - performance.now();
    if (waitMs <= 0) this.#tell();
    else this.#timer = setTimeout(() => this.#tell(), waitMs);
  }

  /** Tells of the end. */
  end(): void {
    this.#tell();
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#nextAt = performance.now() + this.#intervalMs;
    quietly(this.#report);
  }
}
