/** Faults that only a deadline ends, and connections that the call must close. */
import { assertOutcome, callInTime, eventually } from "../../support/faults/call.js";
import {
  BAD_REQUEST,
  SERVER_ERROR,
  TIMED_OUT_BEFORE_HEAD,
  TIMED_OUT_IN_BODY,
  UNUSABLE_ANSWER,
} from "../../support/faults/outcomes.js";

const WHOLE_CALL = { timeoutMs: 1_000, attemptTimeoutMs: 10_000, maxRetries: 2 };

const STALLS = [
  ["on connect", "stall-on-connect", {}, TIMED_OUT_BEFORE_HEAD],
  ["before the head", "stall-before-head", {}, TIMED_OUT_BEFORE_HEAD],
  ["in the head", "stall-in-head", {}, TIMED_OUT_BEFORE_HEAD],
  ["in a slow head", "drip-in-head", { everyMs: 50 }, TIMED_OUT_BEFORE_HEAD],
  ["in the body of a 200", "stall-in-body", {}, TIMED_OUT_IN_BODY],
  ["in a slow body", "drip-in-body", { everyMs: 50 }, TIMED_OUT_IN_BODY],
  ["in the body of a 503", "stall-in-body", { status: 503 }, SERVER_ERROR],
  ["in the body of a 400", "stall-in-body", { status: 400 }, BAD_REQUEST],
];

const HELD = [
  ["an endless body", "endless-body", {}, UNUSABLE_ANSWER],
  ["an endless 503", "endless-body", { status: 503 }, SERVER_ERROR],
  ["a gzip bomb", "gzip-bomb", {}, UNUSABLE_ANSWER],
];

/** More than the buffers on the way can hold, and far less than the server would send. */
const MOST_BYTES = 32 * 1024 * 1024;

export default {
  topic: "faults that last",
  cases: [
    ...STALLS.map(([where, fault, options, outcome]) => ({
      name: `the whole call's deadline ends a stall ${where}, and no attempt follows`,
      run: async (t) => {
        const scenario = await t.faults.scenario({ fault, options });
        const ended = await callInTime(t, scenario.baseUrl, WHOLE_CALL);
        assertOutcome(t, ended, outcome);
        t.assert.equal(ended.error.attempts, 1);
        if (outcome.code === "timed_out")
          t.assert.equal(ended.error.timeoutMs, WHOLE_CALL.timeoutMs);
      },
    })),
    {
      name: "an error after an attempt's deadline has the attempt's timeout",
      run: async (t) => {
        const { baseUrl } = await t.faults.scenario({ fault: "stall-before-head" });
        const limits = { timeoutMs: 5_000, attemptTimeoutMs: 120, maxRetries: 0 };
        const ended = await callInTime(t, baseUrl, limits);
        assertOutcome(t, ended, TIMED_OUT_BEFORE_HEAD);
        t.assert.equal(ended.error.timeoutMs, 120);
      },
    },
    ...HELD.map(([what, fault, options, outcome]) => ({
      name: `the connection of ${what} is closed long before everything was sent`,
      run: async (t) => {
        const scenario = await t.faults.scenario({ fault, options });
        const limits = { timeoutMs: 6_000, attemptTimeoutMs: 2_500, maxRetries: 0 };
        assertOutcome(t, await callInTime(t, scenario.baseUrl, limits), outcome);
        let sentBefore;
        const hasStopped = ({ bytesSent }) => {
          const same = bytesSent === sentBefore;
          sentBefore = bytesSent;
          return same;
        };
        const { bytesSent } = await eventually(t, scenario, hasStopped, "the server still sends");
        t.assert.isAtMost(bytesSent, MOST_BYTES);
      },
    })),
  ],
};
