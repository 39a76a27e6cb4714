import type { Redactor } from "../configuration/redactor.js";
import type { Settings } from "../configuration/settings.js";
import { codeName, type Failure } from "../errors/failure.js";
import { enter } from "../module/instance.js";
import type { AttemptEvent } from "../types.js";

/** What a listener learns about a call. The client knows it before the first attempt. */
export type CallFacts = Pick<
  AttemptEvent,
  "callId" | "integrationId" | "method" | "url" | "urlTemplate"
>;

/** What a listener learns about an attempt after its end. */
type Outcome = {
  -readonly [Key in "status" | "code" | "requestId" | "retryAfterMs"]?: AttemptEvent[Key];
};

/**
 * Writes the outcome of an attempt into what a listener gets. A property that does not apply is absent.
 * Assignments are several times quicker than a spread or `Object.assign`.
 */
export function addOutcome(
  target: Outcome,
  {
    status,
    failure,
    requestId,
    retryAfterMs,
  }: {
    readonly status?: number | undefined;
    readonly failure: Failure | undefined;
    readonly requestId?: string | undefined;
    readonly retryAfterMs?: number | undefined;
  },
): void {
  if (status !== undefined) target.status = status;
  if (failure !== undefined) target.code = codeName(failure.code);
  if (requestId !== undefined) target.requestId = requestId;
  if (retryAfterMs !== undefined) target.retryAfterMs = retryAfterMs;
}

/** Collects the facts of a call. Each call gets a new `callId`, so this runs only for a listener. */
export function factsOf({ prefix, redactor }: Settings, id: string): CallFacts {
  return enter((rust) => ({
    callId: newCallId(),
    integrationId: idToShow(redactor, id),
    method: "PATCH",
    // The caller may have put the key into the address.
    url: redactor.text(rust.requestUrl(prefix, id)),
    urlTemplate: "/integrations/v1/{integrationId}",
  }));
}

/** The id in lower case. By mistake, the caller may have passed the key in its place. */
export function idToShow(redactor: Redactor, id: string): string {
  return redactor.text(id.toLowerCase());
}

let copyId: string | undefined;
let calls = 0;

/**
 * Makes the id of a call: a number of this copy of the package, and a count. A process may load two
 * copies, by `import` and by `require`. The number is made here, because the import must not ask for
 * random numbers.
 */
function newCallId(): string {
  copyId ??= Math.floor(Math.random() * 2 ** 52).toString(36);
  calls += 1;
  return `${copyId}-${calls}`;
}
