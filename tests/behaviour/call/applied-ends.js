/** `applied`: whether the update was made by a call that an abort or a deadline ended. */
import { answering, refused, silence } from "../../support/answering.js";
import { assertOutcome } from "../../support/outcomes.js";

const REASON = { because: "enough" };

const busy = (status) => ({ status, headers: { "retry-after-ms": "400" } });

/** What the attempts meet before the wait in which the abort comes, `applied`, and the attempts. */
const WAITS = [
  ["a 429", [busy(429)], "no", 1],
  ["a 503", [busy(503)], "unknown", 1],
  ["a 408", [busy(408)], "no", 1],
  ["a 503 and a 429", [503, busy(429)], "unknown", 2],
  ["a 429 and a 429", [429, busy(429)], "no", 2],
  ["a refused connection and a 429", [refused, busy(429)], "no", 2],
];

/** What the attempts meet before the one that is under way. */
const FLIGHTS = [
  ["a first attempt", [], 1],
  ["an attempt after a 429", [429], 2],
  ["an attempt after a 503", [503], 2],
  ["an attempt after a refused connection", [refused], 2],
];

/** Statuses in whose bodies the call ends: `applied`, and the code after a deadline. */
const BODIES = [
  [200, "yes", "timed_out"],
  [201, "yes", "timed_out"],
  [302, "no", "unexpected_redirect"],
  [404, "no", "not_found"],
  [429, "no", "rate_limited"],
  [500, "unknown", "server_error"],
  [503, "unknown", "server_error"],
];

/** What comes before the attempt whose body stalls, and whether that leaves the update unknown. */
const BEFORE = [
  ["", [], false],
  [" after a 503", [503], true],
  [" after a 429", [429], false],
];

/** An answer whose body sends a little and stalls; `onRead` is called when it is read further. */
function stalled(status, onRead) {
  const start = (controller) => controller.enqueue(new TextEncoder().encode('{"a":'));
  const pull = () => {
    onRead();
    return new Promise(() => {});
  };
  return () => Promise.resolve(new Response(new ReadableStream({ start, pull }), { status }));
}

/** Makes a call that is aborted at the moment that `begin` tells, and asserts its error. */
async function assertAborted(t, begin, applied, attempts) {
  const controller = new AbortController();
  // Later, so that the call is where it is to be aborted.
  const { answers, onAttempt } = begin(() => setTimeout(() => controller.abort(REASON), 10));
  const { fetch, requests } = answering(...answers);
  const options = { fetch, onAttempt, signal: controller.signal };
  const expected = { code: "aborted", applied, attempts, retryable: false, cause: REASON };
  await assertOutcome(t, options, expected);
  t.assert.lengthOf(requests, attempts);
}

export default {
  topic: "applied at an abort or a deadline",
  cases: [
    {
      name: 'applied is "no" if the signal was aborted before',
      run: async (t) => {
        const { fetch, requests } = answering(200);
        const signal = AbortSignal.abort(REASON);
        const expected = { code: "aborted", applied: "no", attempts: 0, retryable: false };
        await assertOutcome(t, { fetch, signal }, { ...expected, cause: REASON });
        t.assert.lengthOf(requests, 0);
      },
    },
    ...WAITS.map(([before, answers, applied, attempts]) => ({
      name: `applied is "${applied}" after an abort in the wait after ${before}`,
      run: (t) => {
        const begin = (abort) => ({
          answers,
          onAttempt: ({ attempt }) => attempt === attempts && abort(),
        });
        return assertAborted(t, begin, applied, attempts);
      },
    })),
    ...FLIGHTS.flatMap(([where, before, attempts]) => [
      {
        name: `applied is "unknown" after an abort in ${where}`,
        run: (t) => {
          const begin = (abort) => ({
            answers: [
              ...before,
              (request) => {
                abort();
                return silence(request);
              },
            ],
          });
          return assertAborted(t, begin, "unknown", attempts);
        },
      },
      {
        name: `applied is "unknown" after the call's deadline in ${where}`,
        run: (t) => {
          const { fetch } = answering(...before, silence);
          const expected = { code: "timed_out", applied: "unknown", attempts, retryable: true };
          return assertOutcome(t, { fetch, timeoutMs: 800 }, { ...expected, timeoutMs: 800 });
        },
      },
    ]),
    ...BODIES.flatMap(([status, own, code]) =>
      BEFORE.flatMap(([when, before, isUnknown]) => {
        const applied = own === "no" && isUnknown ? "unknown" : own;
        const attempts = before.length + 1;
        return [
          {
            name: `applied is "${applied}" after an abort in the body of a ${status}${when}`,
            run: (t) => {
              const begin = (abort) => ({ answers: [...before, stalled(status, abort)] });
              return assertAborted(t, begin, applied, attempts);
            },
          },
          {
            name: `applied is "${applied}" after a deadline in the body of a ${status}${when}`,
            run: (t) => {
              const { fetch } = answering(
                ...before,
                stalled(status, () => {}),
              );
              const options = { fetch, attemptTimeoutMs: 300, maxRetries: before.length };
              return assertOutcome(t, options, { code, applied, attempts });
            },
          },
        ];
      }),
    ),
  ],
};
