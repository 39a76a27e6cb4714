import type { OdeusError } from "../errors/base.js";
import type { AttemptEvent, UpdateIntegrationResponse } from "../types.js";

/** What a context object of the tracing channels has from the start. */
type Known = Pick<
  AttemptEvent,
  "callId" | "integrationId" | "method" | "url" | "urlTemplate" | "startedAt"
>;

/** What a context object gets before the events `error`, `asyncStart` and `asyncEnd`. */
type End = Pick<AttemptEvent, "status" | "code" | "requestId" | "retryAfterMs">;

/**
 * The context object of one call on the tracing channel `odeus-integrations:update`. At the end it gets
 * `status`, `requestId` and `retryAfterMs` of the last attempt. A property that does not apply is absent.
 * No secret is in it.
 */
export interface UpdateTrace extends Known, End {
  /** The error with which the call rejects, at the end of a call that failed. */
  readonly error?: OdeusError;
  /** The answer of the API, at the end of a call that succeeded. */
  readonly result?: UpdateIntegrationResponse;
}

/**
 * The context object of one attempt on the tracing channel `odeus-integrations:attempt`. `error` and
 * `result` are those of this attempt.
 */
export interface AttemptTrace extends UpdateTrace {
  /** 1, 2, ... */
  readonly attempt: number;
}
