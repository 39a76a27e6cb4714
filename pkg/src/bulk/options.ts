import { Obstacle, Scope } from "../../generated/bindings.js";
import type { BulkDefaults } from "../../generated/functions.js";
import {
  FITS,
  type GivenOptions,
  isBoolean,
  isFunction,
  isNumber,
  readOptions,
} from "../configuration/options.js";
import { throwIfFailed } from "../errors/failure.js";
import type { Bindings } from "../module/instance.js";
import type { RequestOptions } from "../types.js";
import type { BulkOptions, BulkProgress } from "./types.js";

/** The options of a run after the checks, with the defaults filled in. */
export interface BulkSettings {
  readonly concurrency: number;
  readonly isOrdered: boolean;
  readonly bufferSize: number;
  readonly maxRetries: number;
  readonly maxPauseMs: number;
  readonly maxFailures: number;
  readonly skip: number;
  readonly total: number | undefined;
  readonly onProgress: ((progress: BulkProgress) => void) | undefined;
  readonly progressIntervalMs: number;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number | undefined;
  /** The options of each call. Those that were not given are absent, so that the client's own apply. */
  readonly request: RequestOptions;
}

/** Whether a value has the type of its option. */
const BULK_FITS: typeof FITS = {
  ...FITS,
  concurrency: isNumber,
  ordered: isBoolean,
  bufferSize: isNumber,
  maxPauseMs: isNumber,
  maxFailures: isNumber,
  skip: isNumber,
  total: isNumber,
  onProgress: isFunction,
  progressIntervalMs: isNumber,
};

/**
 * Reads and checks the options of a run.
 *
 * @throws a refusal with the failure of an option
 */
export function configureRun(rust: Bindings, options: unknown): BulkSettings {
  const given = readOptions(rust, options, Scope.Bulk, BULK_FITS) as GivenOptions & BulkOptions;
  const defaults: BulkDefaults = rust.bulkDefaults();
  const [concurrency, bufferSize, maxRetries, maxPauseMs, progressIntervalMs] = defaults;
  const settings = {
    concurrency: given.concurrency ?? concurrency,
    isOrdered: given.ordered ?? false,
    bufferSize: given.bufferSize ?? bufferSize,
    maxRetries: given.maxRetries ?? maxRetries,
    maxPauseMs: given.maxPauseMs ?? maxPauseMs,
    maxFailures: given.maxFailures ?? Number.POSITIVE_INFINITY,
    skip: given.skip ?? 0,
    total: given.total,
    onProgress: given.onProgress,
    progressIntervalMs: given.progressIntervalMs ?? progressIntervalMs,
    signal: given.signal,
    timeoutMs: given.timeoutMs,
    request: requestOptions(given),
  };
  if (settings.bufferSize < settings.concurrency)
    throwIfFailed(rust.describeObstacle(Obstacle.SmallBuffer));
  return settings;
}

function requestOptions(given: GivenOptions): RequestOptions {
  const { attemptTimeoutMs, headers, onAttempt, signal } = given;
  return {
    maxRetries: 0,
    ...(attemptTimeoutMs !== undefined && { attemptTimeoutMs }),
    ...(headers !== undefined && { headers }),
    ...(onAttempt !== undefined && { onAttempt }),
    ...(signal !== undefined && { signal }),
  };
}
