/** The wait before another attempt. */
export class Wait {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #settle: ((isOver: boolean) => void) | undefined;

  /** Resolves to `true` after the time, or to `false` when the wait is aborted. */
  run(delayMs: number): Promise<boolean> {
    return new Promise((settle) => {
      this.#settle = settle;
      this.#timer = setTimeout(() => settle(true), delayMs);
    });
  }

  abort(): void {
    clearTimeout(this.#timer);
    this.#settle?.(false);
  }
}
