import type { OdeusClient } from "../client.js";
import { type Redactor, redactors } from "../configuration/redactor.js";
import { enterSafely, refuse } from "../errors/failure.js";
import { FAILURES_LIMIT } from "../limits.js";
import { readQuietly } from "../runtime/quietly.js";
import { badOption, SECOND_CONSUMER } from "./failures.js";
import { configureRun } from "./options.js";
import { isSource } from "./source.js";
import { Stream } from "./stream.js";
import type {
  BulkItem,
  BulkOptions,
  BulkProgress,
  BulkResult,
  BulkRun,
  BulkSummary,
} from "./types.js";

/**
 * Makes many updates, as fast as the API allows. Every item gives one result. A refusal (429) holds back
 * all requests until the time that the API named, and the run learns the pace that the API accepts.
 *
 * Updates of the same integration are made in the order of the items.
 *
 * @param client - an {@link OdeusClient}, or a test double with its method
 * @param items - the updates; they are pulled as the run goes on, at most `bufferSize` ahead
 * @param options - the limits of the run, and options of its requests
 * @returns the run, which begins when its first result is asked for
 * @throws {@link ConfigurationError} if an argument or an option cannot be used. The loop over the
 *   results throws the reason if the run stops, after all results: the error of an item,
 *   {@link AbortError}, or {@link SourceError}
 */
export function updateIntegrations<T extends BulkItem>(
  client: Pick<OdeusClient, "updateIntegration">,
  items: Iterable<T> | AsyncIterable<T>,
  options?: BulkOptions,
): BulkRun<T> {
  const findRedactor = (): Redactor | undefined => redactors.get(client);
  return enterSafely({ called: updateIntegrations, findRedactor }, (rust) => {
    if (typeof readQuietly(client, "updateIntegration") !== "function") {
      refuse(badOption("client", "must be an OdeusClient, or have a method `updateIntegration`."));
    }
    if (!isSource(items)) {
      const wanted = "must be an array, a generator or another iterable, also an async one.";
      refuse(badOption("items", wanted));
    }
    return new OneConsumer(new Stream<T>(client, items, configureRun(rust, options)));
  });
}

/** A run as the caller gets it. */
class OneConsumer<T> implements BulkRun<T> {
  readonly #stream: Stream<T>;
  #hasConsumer = false;

  constructor(stream: Stream<T>) {
    this.#stream = stream;
  }

  get progress(): BulkProgress {
    return this.#stream.progress;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<BulkResult<T>, undefined> {
    this.#claim(this[Symbol.asyncIterator]);
    const stream = this.#stream;
    return {
      next: () => stream.next(),
      return: () => stream.return(),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async summary(): Promise<BulkSummary<T>> {
    this.#claim(this.summary);
    const failures: BulkResult<T>[] = [];
    for (;;) {
      const { done, value } = await this.#stream.next();
      if (done) return { ...this.progress, failures };
      if (value.status === "failed" && failures.length < FAILURES_LIMIT) failures.push(value);
    }
  }

  #claim(called: object): void {
    if (this.#hasConsumer) {
      enterSafely({ called }, () => refuse(SECOND_CONSUMER));
    }
    this.#hasConsumer = true;
  }
}
