import { quietly, readQuietly } from "../runtime/quietly.js";

/** What a source tells the run. */
export interface SourceListener {
  onItem(item: unknown): void;
  onEnd(): void;
  onSourceError(cause: unknown): void;
}

interface AnyIterator {
  next(): unknown;
  return?(): unknown;
}

/** Whether a value can be a source. */
export function isSource(items: unknown): boolean {
  return [Symbol.asyncIterator, Symbol.iterator].some(
    (key) => typeof readQuietly(items, key as unknown as string) === "function",
  );
}

/** Pulls the caller's items, one at a time. After the end or {@link close} it tells nothing. */
export class Source {
  readonly #items: object;
  readonly #listener: SourceListener;
  #iterator: AnyIterator | undefined;
  #isAsync = false;
  #isPulling = false;
  #isOver = false;

  constructor(items: object, listener: SourceListener) {
    this.#items = items;
    this.#listener = listener;
  }

  get canPull(): boolean {
    return !this.#isPulling && !this.#isOver;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Pulls one item. An iterable that is not async tells its item before this returns. */
  pull(): void {
    this.#isPulling = true;
    let step: unknown;
    try {
      this.#iterator ??= this.#open();
      step = this.#iterator.next();
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    if (this.#isAsync) {
      resolved(step).then(
        (step) => this.#take(step),
        (cause) => this.#fail(cause),
      );
    } else {
      this.#take(step);
    }
  }

  /**
   * Ends the source. Its `return()` is called, and nobody waits for it: it may wait for a `next()` that
   * never ends.
   */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // A generator cannot be closed while it makes an item: `take` closes it after that.
    if (this.#isAsync || !this.#isPulling) this.#return();
  }

  #return(): void {
    quietly(() => this.#iterator?.return?.());
  }

  #open(): AnyIterator {
    const openAsync: unknown = Reflect.get(this.#items, Symbol.asyncIterator);
    this.#isAsync = typeof openAsync === "function";
    const open = this.#isAsync ? openAsync : Reflect.get(this.#items, Symbol.iterator);
    return Reflect.apply(open as () => AnyIterator, this.#items, []);
  }

  #take(step: unknown): void {
    let done: unknown;
    let item: unknown;
    try {
      if (typeof step !== "object" || step === null) {
        throw new TypeError("`next` of the source did not return an object");
      }
      done = Reflect.get(step, "done");
      if (!done) item = Reflect.get(step, "value");
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    this.#isPulling = false;
    if (this.#isOver) {
      if (!this.#isAsync && !done) this.#return();
      return;
    }
    if (done) {
      this.#isOver = true;
      this.#listener.onEnd();
    } else {
      this.#listener.onItem(item);
    }
  }

  #fail(cause: unknown): void {
    this.#isPulling = false;
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onSourceError(cause);
  }
}

/** Waits for a value. A value whose `then` throws rejects. */
async function resolved(value: unknown): Promise<unknown> {
  return value;
}
