import type { Entry } from "./entry.js";

/** The items that wait for their next request. An update waits for the one before it of the same id. */
export class Queue<T> {
  /** Go before all others. */
  readonly #refused: Entry<T>[] = [];
  /** In the order of their times. */
  readonly #retries: Entry<T>[] = [];
  readonly #fresh: Entry<T>[] = [];
  /** The last item of each id that is not settled. */
  readonly #last = new Map<string, Entry<T>>();

  /** Every item here. */
  readonly #waiting = new Set<Entry<T>>();

  /** When the first retry is due; Infinity if there is none. */
  get retryAt(): number {
    return this.#retries[0]?.retryAt ?? Number.POSITIVE_INFINITY;
  }

  /** Adds a new item. */
  add(entry: Entry<T>): void {
    this.#waiting.add(entry);
    const before = this.#last.get(entry.key);
    this.#last.set(entry.key, entry);
    if (before === undefined) this.#fresh.push(entry);
    else before.follower = entry;
  }

  /** Adds an item whose request was refused. */
  addRefused(entry: Entry<T>): void {
    this.#waiting.add(entry);
    this.#refused.push(entry);
  }

  /** Adds an item whose retry is due later. */
  addRetry(entry: Entry<T>): void {
    this.#waiting.add(entry);
    const after = this.#retries.findLastIndex(({ retryAt }) => retryAt <= entry.retryAt);
    this.#retries.splice(after + 1, 0, entry);
  }

  /** Whether an item can be sent now. */
  has(now: number): boolean {
    return this.#refused.length > 0 || this.retryAt <= now || this.#fresh.length > 0;
  }

  /** Takes the item that is sent next: refused ones first, then due retries, then new ones. */
  take(now: number): Entry<T> | undefined {
    const lists = [this.#refused, this.retryAt <= now ? this.#retries : [], this.#fresh];
    const entry = lists.find((list) => list.length > 0)?.shift();
    if (entry !== undefined) this.#waiting.delete(entry);
    return entry;
  }

  /** Lets the next update of the same id go on. */
  settle(entry: Entry<T>): void {
    if (entry.follower !== undefined) this.#fresh.unshift(entry.follower);
    else this.#last.delete(entry.key);
    entry.follower = undefined;
  }

  /** Takes every item that waits, also those that wait for one under way. Use the queue no more. */
  drain(): Entry<T>[] {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    return waiting.sort((one, other) => one.index - other.index);
  }
}
