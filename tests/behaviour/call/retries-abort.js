/** An abort settles a call at once, wherever it is, and nothing is sent after. */

import { assertError, ID, KEY } from "../../support/calls.js";
import { eventually } from "../../support/faults/call.js";

const AT_ONCE_MS = 250;
/** Longer than the wait before a first retry can be. */
const NO_RETRY_AFTER_MS = 600;

/** Where the call is: the fault, its options, when to abort, what `applied` is, requests seen. */
const PLACES = [
  ["during connect", "stall-on-connect", {}, ({ connections }) => connections > 0, "unknown", 0],
  ["before the head", "stall-before-head", {}, ({ count }) => count > 0, "unknown", 1],
  ["in the head", "stall-in-head", {}, ({ bytesSent }) => bytesSent > 0, "unknown", 1],
  ["in the body", "stall-in-body", {}, "head", "yes", 1],
  ["in the body of a 503", "stall-in-body", { status: 503 }, "head", "unknown", 1],
  ["in the body of a 404", "stall-in-body", { status: 404 }, "head", "no", 1],
];

/** Starts a call, with a promise that resolves when it has a head. */
function start(t, baseUrl, options = {}) {
  const controller = new AbortController();
  let tellHead;
  const head = new Promise((resolve) => {
    tellHead = resolve;
  });
  const ownFetch = async (...parameters) => {
    const response = await fetch(...parameters);
    // Not before the call has the head, too.
    setTimeout(tellHead);
    return response;
  };
  const { signal } = controller;
  const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, fetch: ownFetch });
  const ended = client.updateIntegration(ID, {}, { signal, ...options }).then(
    () => undefined,
    (error) => error,
  );
  return { controller, ended, head };
}

async function assertAborted(t, ended, reason, applied) {
  const abortedAt = performance.now();
  const error = await ended;
  t.assert.isBelow(performance.now() - abortedAt, AT_ONCE_MS);
  assertError(t, error, "AbortError", { code: "aborted", attempts: 1, applied, retryable: false });
  t.assert.strictEqual(error.cause, reason);
}

export default {
  topic: "retries and aborts",
  cases: [
    ...PLACES.map(([where, fault, options, moment, applied, count]) => ({
      name: `an abort ${where} settles the call at once, and nothing is sent after`,
      run: async (t) => {
        const scenario = await t.faults.scenario({ fault, options });
        const { controller, ended, head } = start(t, scenario.baseUrl);
        if (moment === "head") await head;
        else await eventually(t, scenario, moment, "not there yet");
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
      name: `an abort ${when} ends the wait at once, and nothing is sent after`,
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
