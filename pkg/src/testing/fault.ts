import { type Answer, jsonAnswer, refusal } from "./answer.js";
import { isWholeNumber, LONGEST_MS } from "./checks.js";
import {
  connectionLost,
  connectionRefused,
  connectionReset,
  untilAborted,
  wait,
} from "./connection.js";
import type { FaultSteps } from "./steps.js";
import type { Fault, Faults } from "./types.js";

/**
 * Makes the faults of {@link FakeOdeus.next}.
 *
 * A fault that makes the update needs a request that the API accepts. If the API refuses the request,
 * then it answers as usual, and the fault counts as shown.
 */
export const fault: Faults = {
  status(status, body, headers = {}) {
    if (!isWholeNumber(status, 200, 599)) throw new RangeError("A status is from 200 to 599.");
    const answer = answerOf(status, body, headers);
    const description = `status(${status})`;
    if (status > 299) return make({ description, before: async () => answer });
    return make({
      description,
      after: (own) => (body === undefined ? { ...own, status, headers: answer.headers } : answer),
    });
  },
  rateLimited({ retryAfterMs } = {}) {
    const answer = refusal(429, "Rate limit exceeded", retryAfterHeaders(retryAfterMs));
    return make({ description: "rateLimited()", before: async () => answer });
  },
  delay(ms) {
    checkMs("delay", ms);
    const before = async (signal: AbortSignal | undefined): Promise<undefined> => {
      await wait(ms, signal);
    };
    return make({ description: `delay(${ms})`, before });
  },
  refused: () =>
    make({ description: "refused()", before: () => Promise.reject(connectionRefused()) }),
  reset: () => make({ description: "reset()", before: () => Promise.reject(connectionReset()) }),
  hang: () => make({ description: "hang()", before: untilAborted }),
  hangBody: () =>
    make({ description: "hangBody()", after: (answer) => ({ ...answer, end: "hang" }) }),
  breakBody: () =>
    make({ description: "breakBody()", after: (answer) => ({ ...answer, end: "break" }) }),
  badBody(text) {
    if (typeof text !== "string") throw new TypeError("badBody takes the text of the body.");
    return make({ description: "badBody()", after: (answer) => ({ ...answer, text }) });
  },
  appliedThenLost() {
    const after = (): never => {
      throw connectionLost();
    };
    return make({ description: "appliedThenLost()", after });
  },
};

function make(steps: FaultSteps): Fault {
  return Object.freeze(steps);
}

/** The answer of `fault.status`. The body becomes text at once, so that a later change has no effect. */
function answerOf(status: number, body: unknown, given: Record<string, string>): Answer {
  const headers = lowerCase(given);
  if (body === undefined) return refusal(status, `The fake Odeus answers ${status}`, headers);
  if (body !== null && typeof body !== "string") {
    const answer = jsonAnswer(status, body, headers);
    if (typeof answer.text === "string") return answer;
    throw new TypeError("The body of a fault is a string, null or a JSON value.");
  }
  const type = { "content-type": "text/plain;charset=UTF-8" };
  return { status, headers: { ...type, ...headers }, text: body ?? "", end: "whole" };
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => {
    if (typeof value === "string") return [name.toLowerCase(), value];
    throw new TypeError(`The header ${name} of a fault is not a string.`);
  });
  return Object.fromEntries(entries);
}

function retryAfterHeaders(ms: number | undefined): Record<string, string> {
  if (ms === undefined) return {};
  checkMs("rateLimited", ms);
  return ms % 1_000 === 0
    ? { "retry-after": String(ms / 1_000) }
    : { "retry-after-ms": String(Math.ceil(ms)) };
}

function checkMs(name: string, ms: number): void {
  if (typeof ms === "number" && 0 <= ms && ms <= LONGEST_MS) return;
  throw new RangeError(`${name} takes milliseconds from 0 to ${LONGEST_MS}.`);
}
