/** Which deadline ended a call, and what its error says of the update and of a repeat. */
import { answering, silence } from "../../support/answering.js";
import { assertError, ID, KEY, rejection } from "../../support/calls.js";

const RUNS = 5;

/** Limits, and which deadline passes: its option and its milliseconds. */
const WHOLE = [{ timeoutMs: 500, attemptTimeoutMs: 20_000 }, "timeoutMs", 500];
const ATTEMPT = [{ timeoutMs: 20_000, attemptTimeoutMs: 400 }, "attemptTimeoutMs", 400];
const DEADLINES = [
  ["the whole call's deadline", ...WHOLE],
  ["an attempt's deadline", ...ATTEMPT],
];

async function failure(t, baseUrl, options) {
  const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, ...options });
  return rejection(t, client.updateIntegration(ID, {}));
}

/** Asserts that the message and `timeoutMs` name the deadline that passed. */
function assertDeadline(t, error, option, ms) {
  assertError(t, error, "APITimeoutError", { code: "timed_out", timeoutMs: ms });
  t.assert.include(error.message, `\`${option}\``);
  t.assert.match(error.message, new RegExp(`\\b${ms}\\b`));
}

const UNANSWERED = { retryable: true, applied: "unknown" };

export default {
  topic: "timeouts",
  cases: [
    ...Array.from({ length: RUNS }, (_, run) => ({
      name: `a call that is never answered may be repeated, whichever deadline passed (run ${run + 1})`,
      run: async (t) => {
        const { baseUrl } = await t.faults.scenario({ fault: "stall-before-head" });
        const limits = { timeoutMs: 300, attemptTimeoutMs: 100 };
        const error = await failure(t, baseUrl, limits);
        assertError(t, error, "APITimeoutError", UNANSWERED);
        const option = error.timeoutMs === 300 ? "timeoutMs" : "attemptTimeoutMs";
        assertDeadline(t, error, option, limits[option]);
      },
    })),
    ...DEADLINES.flatMap(([deadline, limits, option, ms]) => [
      ...["stall-on-connect", "stall-before-head", "stall-in-head"].map((fault) => ({
        name: `${deadline} at a ${fault} leaves the update unknown, and it may be repeated`,
        run: async (t) => {
          const { baseUrl } = await t.faults.scenario({ fault });
          const error = await failure(t, baseUrl, { ...limits, maxRetries: 0 });
          assertError(t, error, "APITimeoutError", { attempts: 1, ...UNANSWERED });
          assertDeadline(t, error, option, ms);
        },
      })),
      ...["stall-before-body", "stall-in-body"].map((fault) => ({
        name: `${deadline} at a ${fault} of a 200 means that the update was made`,
        run: async (t) => {
          const { baseUrl } = await t.faults.scenario({ fault });
          const error = await failure(t, baseUrl, limits);
          const properties = { attempts: 1, applied: "yes", retryable: false };
          assertError(t, error, "APITimeoutError", properties);
          assertDeadline(t, error, option, ms);
        },
      })),
      {
        name: `${deadline} in the body of a 404 leaves the status`,
        run: async (t) => {
          const options = { status: 404 };
          const { baseUrl } = await t.faults.scenario({ fault: "stall-in-body", options });
          const error = await failure(t, baseUrl, { ...limits, maxRetries: 0 });
          const properties = { attempts: 1, applied: "no", retryable: false, status: 404 };
          assertError(t, error, "NotFoundError", properties);
        },
      },
      {
        name: `${deadline} in the body of a 503 leaves the status`,
        run: async (t) => {
          const options = { status: 503 };
          const { baseUrl } = await t.faults.scenario({ fault: "stall-in-body", options });
          const error = await failure(t, baseUrl, { ...limits, maxRetries: 0 });
          const properties = { attempts: 1, applied: "unknown", retryable: true, status: 503 };
          assertError(t, error, "InternalServerError", properties);
        },
      },
    ]),
    {
      name: "the whole call's deadline in a second attempt may be repeated",
      run: async (t) => {
        const { fetch } = answering(503, silence);
        const limits = { timeoutMs: 800, attemptTimeoutMs: 20_000 };
        const error = await failure(t, "https://odeus.example", { fetch, ...limits });
        assertError(t, error, "APITimeoutError", { attempts: 2, ...UNANSWERED });
        assertDeadline(t, error, "timeoutMs", 800);
      },
    },
    {
      name: "the whole call's deadline in the body of a second attempt's 200 means that the update was made",
      run: async (t) => {
        const stalled = () => Promise.resolve(new Response(new ReadableStream({})));
        const { fetch } = answering(503, stalled);
        const limits = { timeoutMs: 800, attemptTimeoutMs: 20_000 };
        const error = await failure(t, "https://odeus.example", { fetch, ...limits });
        const properties = { attempts: 2, applied: "yes", retryable: false };
        assertError(t, error, "APITimeoutError", properties);
        assertDeadline(t, error, "timeoutMs", 800);
      },
    },
  ],
};
