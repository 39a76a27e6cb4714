import type { OdeusClient } from "../client.js";
import type { OdeusError } from "../errors/base.js";
import type { BulkSettings } from "./options.js";
import { Results, type RunListener } from "./results.js";
import { Run } from "./run.js";
import type { BulkProgress, BulkResult } from "./types.js";

type Step<T> = IteratorResult<BulkResult<T>, undefined>;

const DONE: Step<never> = { done: true, value: undefined };

/** Hands the results of a run over to its consumer. */
export class Stream<T> implements RunListener<T> {
  readonly #run: Run<T>;
  readonly #results: Results<T>;
  /** The calls of {@link next} that wait for a result. */
  readonly #waiting: { resolve(step: Step<T>): void; reject(reason: OdeusError): void }[] = [];
  /** The calls of {@link return} that wait for the end of the run. */
  readonly #leaving: (() => void)[] = [];
  #hasBegun = false;
  #isLeft = false;
  #isOver = false;
  #reason: OdeusError | undefined;

  constructor(
    client: Pick<OdeusClient, "updateIntegration">,
    items: object,
    settings: BulkSettings,
  ) {
    this.#run = new Run(client, items, settings, this);
    this.#results = new Results(settings.isOrdered, settings.skip);
  }

  get progress(): BulkProgress {
    return this.#run.progress;
  }

  get held(): number {
    return this.#results.size;
  }

  /** The next result. The first call begins the run. */
  next(): Promise<Step<T>> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#run.begin();
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#handOver();
      if (!this.#isOver) this.#run.proceed();
    });
  }

  /** Ends the run. Resolves when nothing is under way. */
  async return(): Promise<Step<T>> {
    this.#isLeft = true;
    this.#reason = undefined;
    this.#results.clear();
    if (this.#hasBegun) {
      this.#run.stop(undefined);
      this.#run.proceed();
    } else {
      this.#hasBegun = true;
      this.#isOver = true;
    }
    if (!this.#isOver) await new Promise<void>((resolve) => this.#leaving.push(resolve));
    return DONE;
  }

  onResult(result: BulkResult<T>): void {
    if (this.#isLeft) return;
    this.#results.add(result);
    this.#handOver();
  }

  onOver(reason: OdeusError | undefined): void {
    this.#isOver = true;
    if (!this.#isLeft) this.#reason = reason;
    this.#handOver();
    for (const leave of this.#leaving) leave();
  }

  #handOver(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const value = this.#results.take();
      if (value === undefined && !this.#isOver) return;
      this.#waiting.shift();
      const reason = this.#reason;
      if (value !== undefined) {
        first.resolve({ done: false, value });
      } else if (reason !== undefined) {
        this.#reason = undefined;
        first.reject(reason);
      } else {
        first.resolve(DONE);
      }
    }
  }
}
