/** How `retry-after` and `retry-after-ms` are read, and how they change the wait before a retry. */
import { answering } from "../../support/answering.js";
import { ID, KEY, rejection, UPDATED } from "../../support/calls.js";
import { FORMS } from "../../support/http-date.js";

const SENT_AT = Date.UTC(1994, 10, 6, 8, 49, 37);
const date = new Date(SENT_AT).toUTCString();

/** Headers, and the wait in milliseconds that they ask for. */
const READ = [
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "1" }, 1_000],
  [{ "retry-after": "007" }, 7_000],
  [{ "retry-after": " 2 " }, 2_000],
  [{ "retry-after": "86400" }, 86_400_000],
  [{ "retry-after-ms": "0" }, 0],
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after-ms": "1.5", "retry-after": "2" }, 2_000],
  [{ "retry-after-ms": "250", "retry-after": "soon" }, 250],
  ...Object.values(FORMS).map((form) => [{ date, "retry-after": form(SENT_AT + 10_000) }, 10_000]),
  ...Object.values(FORMS).map((form) => [
    { date: form(SENT_AT), "retry-after": form(SENT_AT + 86_400_000) },
    86_400_000,
  ]),
];

const GARBAGE = [
  ...["", " ", "-1", "+3", "1.5", "1e3", "12abc", "abc", "0x10", "1,2", "1, 2", "1 2", "1_000"],
  ...["NaN", "Infinity", "null", "true", "½", "PT1S", "1s", "1;2", '"1"'],
];

const BROKEN_DATES = [
  "1994-11-06T08:49:47Z",
  "06 Nov 1994 08:49:47 GMT",
  "Sun, 06 Nov 1994 08:49:47",
  "Sun, 06 Nov 1994 08:49:47 UTC",
  "Sun, 06 Nov 1994 08:49:47 +0000",
  "Sun, 06 Nov 1994 08:49:47 GMT+1",
  "Sun, 06 Nov 1994 25:49:47 GMT",
  "Sun, 06 Nov 1994 08:60:47 GMT",
  "Sun, 32 Nov 1994 08:49:47 GMT",
  "Sun, 00 Nov 1994 08:49:47 GMT",
  "Wed, 30 Feb 1994 08:49:47 GMT",
  "Sun, 06 Nob 1994 08:49:47 GMT",
  "Sun, 06 Nov 94 08:49:47 GMT",
  "Sunday, 06-Nov-1994 08:49:47 GMT",
  "Sun Nov 06 08:49:47 1994 GMT",
  "Sun, 06  Nov 1994 08:49:47 GMT",
  "tomorrow",
];

const shown = (headers) => JSON.stringify(headers);

/** Makes a call that is answered by 429 with the headers, and returns its error. */
async function refusal(t, headers, options = {}) {
  const { fetch, requests } = answering({ status: 429, headers });
  const all = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, maxRetries: 0, ...options };
  const startedAt = performance.now();
  const error = await rejection(t, new t.sdk.OdeusClient(all).updateIntegration(ID, {}));
  t.assert.equal(error.code, "rate_limited");
  return { error, requests, tookMs: performance.now() - startedAt };
}

export default {
  topic: "retry-after",
  cases: [
    ...READ.map(([headers, ms]) => ({
      name: `${shown(headers)} asks for ${ms} ms`,
      run: async (t) => t.assert.equal((await refusal(t, headers)).error.retryAfterMs, ms),
    })),
    ...[...GARBAGE, ...BROKEN_DATES].map((text) => ({
      name: `"retry-after: ${text}" is ignored`,
      run: async (t) => {
        const { error } = await refusal(t, { date, "retry-after": text });
        t.assert.isUndefined(error.retryAfterMs);
      },
    })),
    ...GARBAGE.map((text) => ({
      name: `"retry-after-ms: ${text}" is ignored`,
      run: async (t) => {
        const { error } = await refusal(t, { "retry-after-ms": text });
        t.assert.isUndefined(error.retryAfterMs);
      },
    })),
    ...Object.entries(FORMS).map(([name, form]) => ({
      name: `a date as ${name} is compared with the clock if the answer has no date`,
      run: async (t) => {
        const { error } = await refusal(t, { "retry-after": form(Date.now() + 60_000) });
        t.assert.isAtMost(error.retryAfterMs, 60_000);
        t.assert.isAtLeast(error.retryAfterMs, 58_000);
      },
    })),
    {
      name: "a date in the past asks for no wait",
      run: async (t) => {
        const { error } = await refusal(t, { date, "retry-after": FORMS.asctime(SENT_AT - 5_000) });
        t.assert.equal(error.retryAfterMs ?? 0, 0);
      },
    },
    ...["9".repeat(12), "9".repeat(20), "9".repeat(400)].map((seconds) => ({
      name: `a wait of ${seconds.length} digits is not started`,
      run: async (t) => {
        const { error, requests, tookMs } = await refusal(
          t,
          { "retry-after": seconds },
          { maxRetries: 2, timeoutMs: 2_147_483_647 },
        );
        t.assert.lengthOf(requests, 1);
        t.assert.isBelow(tookMs, 2_000);
        t.assert.isTrue(error.retryable);
      },
    })),
    {
      name: "a wait that does not fit into the deadline is not started",
      run: async (t) => {
        const { error, requests, tookMs } = await refusal(
          t,
          { "retry-after": "3" },
          { maxRetries: 2, timeoutMs: 2_500 },
        );
        const { attempts, retryable, retryAfterMs } = error;
        const expected = { attempts: 1, retryable: true, retryAfterMs: 3_000 };
        t.assert.deepEqual({ attempts, retryable, retryAfterMs }, expected);
        t.assert.lengthOf(requests, 1);
        t.assert.isBelow(tookMs, 2_000);
      },
    },
    ...[
      ["retry-after", "1", 1_000],
      ["retry-after-ms", "620", 620],
    ].flatMap(([name, value, floorMs]) =>
      [429, 500, 503].map((status) => ({
        name: `"${name}: ${value}" of a ${status} is the shortest wait before the retry`,
        run: async (t) => {
          const busy = { status, headers: { [name]: value } };
          const scenario = await t.scripted.scenario(busy, UPDATED);
          const delays = [];
          const onAttempt = ({ retryDelayMs }) => delays.push(retryDelayMs);
          const options = { apiKey: KEY, baseUrl: scenario.baseUrl, onAttempt };
          await new t.sdk.OdeusClient(options).updateIntegration(ID, {});
          t.assert.isAtLeast(delays[0], floorMs);
          t.assert.isAtMost(delays[0], floorMs + 500);
          const [first, second] = await scenario.requests();
          t.assert.isAtLeast(second.at - first.at, floorMs - 5);
        },
      })),
    ),
    {
      name: "a wait that cannot be read is ignored, and the call is retried",
      run: async (t) => {
        const { requests } = await refusal(t, { "retry-after": "-1" }, { maxRetries: 1 });
        t.assert.lengthOf(requests, 2);
      },
    },
  ],
};
