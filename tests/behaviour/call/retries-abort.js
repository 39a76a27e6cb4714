/** An abort settles a call at once in every state, and nothing is sent afterwards. */
import { assertError, ID, KEY, settle } from "../../support/calls.js";
import { eventually } from "../../support/faults/call.js";

const AT_ONCE_MS = 2_000;
/** Longer than the longest wait before a first retry. */
const NO_RETRY_AFTER_MS = 600;

/** The call's state, the fault, its options, when to abort, the expected `applied`, requests seen. */
const PLACES = [
  ["during connect", "stall-on-connect", {}, ({ connections }) => connections > 0, "unknown", 0],
  ["before the head", "stall-before-head", {}, ({ count }) => count > 0, "unknown", 1],
  ["in the head", "stall-in-head", {}, ({ bytesSent }) => bytesSent > 0, "unknown", 1],
  ["in the body", "stall-in-body", {}, "head", "yes", 1],
  ["in the body of a 503", "stall-in-body", { status: 503 }, "head", "unknown", 1],
  ["in the body of a 404", "stall-in-body", { status: 404 }, "head", "no", 1],
];

/** Starts a call. Its `head` resolves when the call has the head of an answer. */
function start(t, baseUrl, options = {}) {
  const controller = new AbortController();
  let tellHead;
  const head = new Promise((resolve) => {
    tellHead = resolve;
  });
  const ownFetch = async (...parameters) => {
    const response = await fetch(...parameters);
    // The call must have the head first.
    setTimeout(tellHead);
    return response;
  };
  const { signal } = controller;
  const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, fetch: ownFetch });
  const ended = settle(client.updateIntegration(ID, {}, { signal, ...options }));
  return { controller, ended, head };
}

async function assertAborted(t, ended, reason, applied) {
  const abortedAt = performance.now();
  const { error } = await ended;
  t.assert.isBelow(performance.now() - abortedAt, AT_ONCE_MS);
  assertError(t, error, "AbortError", { code: "aborted", attempts: 1, applied, retryable: false });
  t.assert.strictEqual(error.cause, reason);
}

export default {
  topic: "retries and aborts",
  cases: [
    ...PLACES.map(([where, fault, options, moment, applied, count]) => ({
      name: `an abort ${where} settles the call at once, and nothing is sent afterwards`,
      run: async (t) => {
        const scenario = await t.faults.scenario({ fault, options });
        const { controller, ended, head } = start(t, scenario.baseUrl);
        if (moment === "head") await head;
        else await eventually(t, scenario, moment, "the call is not in that state yet");
        const reason = new Error("enough");
        controller.abort(reason);
        await assertAborted(t, ended, reason, applied);
        await new Promise((resolve) => setTimeout(resolve, NO_RETRY_AFTER_MS));
        t.assert.equal((await scenario.requests()).count, count);
      },
    })),
    ...[
      ["in onAttempt", (abort) => abort()],
      ["right after onAttempt", (abort) => queueMicrotask(abort)],
      ["in the wait", (abort) => setTimeout(abort, 20)],
    ].map(([when, schedule]) => ({
      name: `an abort ${when} ends the wait at once, and nothing is sent afterwards`,
      run: async (t) => {
        const busy = { status: 503, headers: { "retry-after-ms": "500" } };
        const scenario = await t.scripted.scenario(busy);
        const reason = { because: when };
        let tellAborted;
        const aborted = new Promise((resolve) => {
          tellAborted = resolve;
        });
        const started = start(t, scenario.baseUrl, {
          onAttempt: () =>
            schedule(() => {
              started.controller.abort(reason);
              tellAborted();
            }),
        });
        await aborted;
        await assertAborted(t, started.ended, reason, "unknown");
        await new Promise((resolve) => setTimeout(resolve, NO_RETRY_AFTER_MS));
        t.assert.lengthOf(await scenario.requests(), 1);
      },
    })),
  ],
};
