import { TIMER_LIMIT_MS } from "../limits.js";

/** One timer, which is set to a time of the clock `performance.now`. */
export class Alarm {
  readonly #ring: () => void;
  #at = Number.NaN;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  /** Sets the timer to a time, in the place of the time before. NaN and Infinity: no timer. */
  set(at: number): void {
    if (Object.is(at, this.#at)) return;
    clearTimeout(this.#timer);
    this.#at = at;
    if (!Number.isFinite(at)) return;
    const delayMs = Math.min(at - performance.now(), TIMER_LIMIT_MS);
    this.#timer = setTimeout(() => {
      this.#at = Number.NaN;
      this.#ring();
    }, delayMs);
  }
}
