import { DefaultNumber, Scope } from "../../generated/bindings.js";
import { type GivenOptions, type OwnChecks, readOptions } from "../configuration/options.js";
import { refuse } from "../errors/failure.js";
import { TIMER_LIMIT_MS } from "../limits.js";
import type { Bindings } from "../module/instance.js";
import type { RequestOptions } from "../types.js";
import { badOption } from "./failures.js";
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

/** The rule of an option: which values fit, and what a message says of them. */
type Rule = readonly [fits: (value: unknown) => boolean, expected: string];

const DELAY = "a number of milliseconds from 1 to 2147483647";
const DELAY_OR_INFINITY = "a number of milliseconds from 1 to 2147483647, or Infinity";
const BUFFER = "a whole number, and not less than concurrency";
const COUNT = "a whole number from 0";

/** The rules of the options that only a run has. */
const RULES: Readonly<Record<string, Rule>> = {
  concurrency: [(value) => isWhole(value, 1, 256), "a whole number from 1 to 256"],
  ordered: [(value) => typeof value === "boolean", "true or false"],
  bufferSize: [(value) => isWhole(value, 1), BUFFER],
  maxPauseMs: [(value) => isInfinite(value) || isDelay(value), DELAY_OR_INFINITY],
  maxFailures: [
    (value) => isInfinite(value) || isWhole(value, 1),
    "a whole number from 1, or Infinity",
  ],
  skip: [(value) => isWhole(value, 0), COUNT],
  total: [(value) => isWhole(value, 0), COUNT],
  onProgress: [(value) => typeof value === "function", "a function"],
  progressIntervalMs: [isDelay, DELAY],
};

function isWhole(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && least <= (value as number) && (value as number) <= most;
}

/** Whether a timer can wait so many milliseconds. */
function isDelay(value: unknown): boolean {
  return typeof value === "number" && 1 <= value && value <= TIMER_LIMIT_MS;
}

function isInfinite(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY;
}

function checks(): OwnChecks {
  const rules = Object.entries(RULES).map(([name, [fits, expected]]) => {
    const check = (value: unknown): void => {
      if (!fits(value)) refuse(badOption(name, `must be ${expected}.`));
    };
    return [name, check] as const;
  });
  return Object.fromEntries(rules);
}

/**
 * Reads and checks the options of a run.
 *
 * @throws a refusal with the failure of an option
 */
export function configureRun(rust: Bindings, options: unknown): BulkSettings {
  const given = readOptions(rust, options, Scope.Bulk, checks()) as GivenOptions & BulkOptions;
  const settings = {
    concurrency: given.concurrency ?? DefaultNumber.Concurrency,
    isOrdered: given.ordered ?? false,
    bufferSize: given.bufferSize ?? DefaultNumber.BufferSize,
    maxRetries: given.maxRetries ?? DefaultNumber.BulkRetries,
    maxPauseMs: given.maxPauseMs ?? DefaultNumber.MaxPauseMs,
    maxFailures: given.maxFailures ?? Number.POSITIVE_INFINITY,
    skip: given.skip ?? 0,
    total: given.total,
    onProgress: given.onProgress,
    progressIntervalMs: given.progressIntervalMs ?? DefaultNumber.ProgressIntervalMs,
    signal: given.signal,
    timeoutMs: given.timeoutMs,
    request: requestOptions(given),
  };
  if (settings.bufferSize < settings.concurrency) {
    refuse(badOption("bufferSize", `must be ${BUFFER}.`));
  }
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
