import type { OdeusError } from "../errors/base.js";
import type { AttemptEvent, Integration, IntegrationUpdate } from "../types.js";

/** One update of many. Further properties are allowed, and the result has the same object. */
export interface BulkItem {
  /** The UUID of the integration, in any case. */
  id: string;
  /** The fields to change. They are read when the item is pulled. */
  changes: IntegrationUpdate;
}

/** The options of {@link updateIntegrations}. */
export interface BulkOptions {
  /**
   * The most requests under way at once: a whole number from 1 to 256.
   * @defaultValue 8
   */
  concurrency?: number | undefined;
  /**
   * Whether the results come in the order of the items.
   * @defaultValue false: they come as the items settle
   */
  ordered?: boolean | undefined;
  /**
   * The most items that are pulled and not yet yielded. Not less than `concurrency`.
   * @defaultValue 256
   */
  bufferSize?: number | undefined;
  /**
   * The retries of an item: a whole number from 0 to 10. A repetition after a 429 is not counted.
   * @defaultValue 4
   */
  maxRetries?: number | undefined;
  /**
   * The run stops if the API refused every request for so long, in milliseconds. From 1 to 2147483647,
   * or `Infinity`.
   * @defaultValue 300_000
   */
  maxPauseMs?: number | undefined;
  /**
   * The run stops when so many items have failed: a whole number from 1, or `Infinity`.
   * @defaultValue Infinity
   */
  maxFailures?: number | undefined;
  /**
   * The leading items to pass over. To go on after a crash, pass the `checkpoint` of the last progress.
   * @defaultValue 0
   */
  skip?: number | undefined;
  /** The number of items of the source, also those of `skip`. `etaMs` needs it. */
  total?: number | undefined;
  /** Called when the progress has changed, and at the end. What it throws is ignored. */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
  /**
   * The shortest time between two calls of `onProgress`, in milliseconds. From 1 to 2147483647.
   * @defaultValue 250
   */
  progressIntervalMs?: number | undefined;
  /** Stops the run and ends the requests under way. */
  signal?: AbortSignal | undefined;
  /**
   * The most time that the requests of one item may take together, in milliseconds. The waits between
   * them are not counted.
   * @defaultValue each request has the `timeoutMs` of the client
   */
  timeoutMs?: number | undefined;
  /**
   * The deadline of one request, in milliseconds.
   * @defaultValue the `attemptTimeoutMs` of the client
   */
  attemptTimeoutMs?: number | undefined;
  /** Headers to add to every request, as an option of a call has them. */
  headers?: Record<string, string> | undefined;
  /** Called after every request, as the option of a call is; what it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** What became of one item. */
export type BulkResult<T> = {
  /** The number of the item, from 0. The items of `skip` count, too. */
  index: number;
  /** The item that the source gave. */
  item: T;
  /** The number of requests that were begun for the item. */
  attempts: number;
} & (
  | {
      /** The update was made. */
      status: "updated";
      /** The integration after the update. */
      integration: Integration;
    }
  | {
      /** The item failed. */
      status: "failed";
      /** The last error of the item. */
      error: OdeusError;
    }
  | {
      /** The run stopped before the item was sent. */
      status: "skipped";
    }
);

/**
 * Many updates. Nothing is pulled or sent before the first result is asked for.
 *
 * A run has one consumer. A second loop throws a {@link SourceError}, and a second `summary()` rejects
 * with one.
 */
export interface BulkRun<T> extends AsyncIterable<BulkResult<T>> {
  /** The progress at this moment. */
  readonly progress: BulkProgress;
  /**
   * Runs all updates. Resolves to the progress at the end, and the first 100 results that are failed.
   *
   * @throws the reason for which the run stopped, as a rejection
   */
  summary(): Promise<BulkSummary<T>>;
}

/** What a run did, at its end. */
export type BulkSummary<T> = BulkProgress & {
  /** The first 100 results whose status is `"failed"`. */
  failures: BulkResult<T>[];
};

/** How far a run is. A property that does not apply is absent. */
export interface BulkProgress {
  /** The items that were pulled, without those of `skip`. */
  read: number;
  /** The items that were updated. */
  updated: number;
  /** The items that failed. */
  failed: number;
  /** The items that were not sent, because the run stopped. */
  skipped: number;
  /** The requests that repeated an earlier one. */
  retries: number;
  /** The requests under way. */
  inFlight: number;
  /** The requests that begin in a second, as the run has learned it. Absent until the first refusal. */
  pacePerSecond?: number;
  /** The leading items that are settled, counted from the source's first item: `skip` of a later run. */
  checkpoint: number;
  /** The items that were settled in a second, lately. */
  ratePerSecond: number;
  /** Until when no request begins, in milliseconds since 1970. */
  pausedUntil?: number;
  /** The option `total`. */
  total?: number;
  /** The milliseconds until all items are settled, as far as the rate tells it. */
  etaMs?: number;
}
