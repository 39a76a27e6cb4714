/** Each fault, on the first attempt only and on every attempt. */
import { assertOutcome, callInTime } from "../../support/faults/call.js";
import {
  BAD_REQUEST,
  BROKEN_CONNECTION,
  FAILED_CONNECT,
  FOREIGN_ANSWER,
  SERVER_ERROR,
  SUCCESS,
  TIMED_OUT_BEFORE_HEAD,
  TIMED_OUT_IN_BODY,
  UNEXPECTED_STATUS,
  UNUSABLE_ANSWER,
} from "../../support/faults/outcomes.js";

/** Limits for faults that end by themselves. */
const PATIENT = { timeoutMs: 6_000, attemptTimeoutMs: 2_500, maxRetries: 1 };
/**
 * Limits for faults that last until a deadline. The wait between two attempts is at most 500 ms.
 */
const BRISK = { timeoutMs: 8_000, attemptTimeoutMs: 1_000, maxRetries: 1 };

const SLOW = { everyMs: 50 };
const STATUS_503 = { status: 503 };
const STATUS_400 = { status: 400 };

/**
 * The words in the test's name, the fault, its options, the allowed outcomes, the call's limits.
 */
const FAULTS = [
  ["closed at once", "close-on-connect", {}, [BROKEN_CONNECTION, FAILED_CONNECT]],
  ["reset at once", "reset-on-connect", {}, [BROKEN_CONNECTION, FAILED_CONNECT]],
  ["accepted and then ignored", "stall-on-connect", {}, TIMED_OUT_BEFORE_HEAD, BRISK],
  ["closed before the head", "close-before-head", {}, BROKEN_CONNECTION],
  ["reset before the head", "reset-before-head", {}, BROKEN_CONNECTION],
  ["stalled before the head", "stall-before-head", {}, TIMED_OUT_BEFORE_HEAD, BRISK],
  ["stalled in the head", "stall-in-head", {}, TIMED_OUT_BEFORE_HEAD, BRISK],
  ["closed in the head", "close-in-head", {}, BROKEN_CONNECTION],
  ["reset in the head", "reset-in-head", {}, BROKEN_CONNECTION],
  ["with a head that drips fast", "drip-in-head", {}, SUCCESS],
  ["with a head that drips slowly", "drip-in-head", SLOW, TIMED_OUT_BEFORE_HEAD, BRISK],
  ["answered with garbage", "garbage", {}, BROKEN_CONNECTION],
  ["answered in another protocol", "another-protocol", {}, BROKEN_CONNECTION],
  ["answered with a broken status line", "broken-status-line", {}, BROKEN_CONNECTION],
  ["answered with a broken header", "broken-header", {}, BROKEN_CONNECTION],
  // Node refuses a 100 that it did not ask for. Other runtimes ignore it.
  ["answered with 100 first", "informational", { status: 100 }, [SUCCESS, BROKEN_CONNECTION]],
  ["answered with 103 first", "informational", { status: 103 }, SUCCESS],
  // Each runtime decides whether `fetch` shows a 101.
  [
    "answered with 101",
    "switching-protocols",
    {},
    [BROKEN_CONNECTION, UNEXPECTED_STATUS, TIMED_OUT_BEFORE_HEAD],
    BRISK,
  ],
  ["with endless headers", "endless-headers", {}, [BROKEN_CONNECTION, TIMED_OUT_BEFORE_HEAD]],
  ["with a header of 1 MiB", "huge-header", {}, [BROKEN_CONNECTION, TIMED_OUT_BEFORE_HEAD]],
  ["stalled before the body", "stall-before-body", {}, TIMED_OUT_IN_BODY, BRISK],
  ["stalled in the body", "stall-in-body", {}, TIMED_OUT_IN_BODY, BRISK],
  ["stalled in the body of a 503", "stall-in-body", STATUS_503, SERVER_ERROR, BRISK],
  ["stalled before the body of a 503", "stall-before-body", STATUS_503, SERVER_ERROR, BRISK],
  ["stalled in the body of a 400", "stall-in-body", STATUS_400, BAD_REQUEST, BRISK],
  ["with a body that drips fast", "drip-in-body", {}, SUCCESS],
  ["with a body that drips slowly", "drip-in-body", SLOW, TIMED_OUT_IN_BODY, BRISK],
  ["with a body cut off", "truncated-body", {}, UNUSABLE_ANSWER],
  ["with the body of a 503 cut off", "truncated-body", STATUS_503, SERVER_ERROR],
  ["with the body of a 400 cut off", "truncated-body", STATUS_400, BAD_REQUEST],
  ["reset in the body", "reset-in-body", {}, UNUSABLE_ANSWER],
  ["reset in the body of a 503", "reset-in-body", STATUS_503, SERVER_ERROR],
  ["with chunks cut off", "truncated-chunks", {}, [UNUSABLE_ANSWER, FOREIGN_ANSWER]],
  ["with broken chunks", "broken-chunks", {}, UNUSABLE_ANSWER],
  ["with a length that is too small", "length-too-small", {}, FOREIGN_ANSWER],
  ["with an empty body", "empty-body", {}, UNUSABLE_ANSWER],
  ["with an empty 503", "empty-body", STATUS_503, SERVER_ERROR],
  ["with an endless body", "endless-body", {}, UNUSABLE_ANSWER],
  ["with an endless 503", "endless-body", STATUS_503, SERVER_ERROR],
  ["with an endless 400", "endless-body", STATUS_400, BAD_REQUEST],
  [
    "with a length that is far too large",
    "claims-endless-body",
    {},
    [UNUSABLE_ANSWER, TIMED_OUT_IN_BODY],
    BRISK,
  ],
  ["with a gzip bomb", "gzip-bomb", {}, UNUSABLE_ANSWER],
  ["with a gzip bomb in a 503", "gzip-bomb", STATUS_503, SERVER_ERROR],
  // Node 20 and 22 sometimes lose the error (11 of 1,800 bodies by plain `fetch`). Then only the
  // deadline ends the call.
  ["with broken gzip", "broken-gzip", {}, [UNUSABLE_ANSWER, TIMED_OUT_IN_BODY]],
  ["with broken gzip in a 503", "broken-gzip", STATUS_503, SERVER_ERROR],
  ["with truncated gzip", "truncated-gzip", {}, [UNUSABLE_ANSWER, FOREIGN_ANSWER]],
];

const BEFORE_REQUEST = ["close-on-connect", "reset-on-connect", "stall-on-connect"];

/** The number of PATCH requests that must have arrived completely. */
const readRequests = (fault, attempts, on) => {
  if (!BEFORE_REQUEST.includes(fault)) return attempts;
  return on === "first" ? attempts - 1 : 0;
};

async function meet(t, on, [, fault, options, expected, limits = PATIENT]) {
  const scenario = await t.faults.scenario({ fault, on, options });
  const ended = await callInTime(t, scenario.baseUrl, limits);
  const isMended = on === "first" && ended.error === undefined;
  const met = isMended ? outcomeOfFirst(t, ended, expected) : assertOutcome(t, ended, expected);
  const attempts = met.isRetried ? 2 : 1;
  t.assert.lengthOf(ended.events, attempts, "attempts");
  if (ended.error) t.assert.equal(ended.error.attempts, attempts);
  if (on === "first") t.assert.equal(isMended, met.isRetried || met === SUCCESS, "mended");
  const { count } = await scenario.requests();
  t.assert.equal(count, readRequests(fault, attempts, on), "requests that arrived");
}

/** Finds the outcome of the first attempt of a call that succeeded in the end. */
function outcomeOfFirst(t, { events }, expected) {
  const outcome = [expected].flat().find(({ code }) => code === events[0].code);
  t.assert.isDefined(outcome, `the first attempt ended with ${events[0].code}`);
  return outcome;
}

const ON_FIRST =
  "a connection %s on the first attempt fails the call only if the fault is not retried";
const ON_EVERY = "a connection %s on every attempt ends the call as the contract says";

const named = (on, sentence) =>
  FAULTS.map((row) => ({
    name: sentence.replace("%s", () => row[0]),
    run: (t) => meet(t, on, row),
  }));

export default {
  topic: "faults",
  cases: [...named("first", ON_FIRST), ...named("every", ON_EVERY)],
};
