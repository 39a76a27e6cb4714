/** Redirects are not followed: the second server gets no request and never sees the key. */
import { assertOutcome, callInTime } from "../../support/faults/call.js";
import { REDIRECT } from "../../support/faults/outcomes.js";

const LIMITS = { timeoutMs: 3_000, attemptTimeoutMs: 2_000, maxRetries: 2 };
const STATUSES = [301, 302, 303, 307, 308];
const TARGETS = [
  ["to another server", "redirect"],
  ["to the same server", "redirect-to-itself"],
  ["to nowhere", "redirect-to-nowhere"],
];

const rows = TARGETS.flatMap((target) => STATUSES.map((status) => [...target, status]));

export default {
  topic: "redirects",
  cases: rows.map(([where, fault, status]) => ({
    name: `a ${status} ${where} is not followed and not repeated`,
    run: async (t) => {
      const scenario = await t.faults.scenario({ fault, options: { status } });
      const ended = await callInTime(t, scenario.baseUrl, LIMITS);
      assertOutcome(t, ended, { ...REDIRECT, status });
      t.assert.equal(ended.error.attempts, 1);
      const { count, elsewhere } = await scenario.requests();
      t.assert.deepEqual({ count, elsewhere }, { count: 1, elsewhere: 0 });
    },
  })),
};
