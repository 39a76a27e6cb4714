/** What `adviseRetry` says about each error, and which options it takes. */

import {
  assertConfigurationError,
  call,
  failed,
  ID,
  jsonAnswer,
  polluted,
  table,
  thrown,
} from "../../support/calls.js";

const LIMITED = { message: "made", status: 429, retryAfterMs: 2_000 };

/** Each error, made with the details, and the verdict. */
const VERDICTS = [
  ["a refused id", "ValidationError", { issues: [] }, "drop"],
  ["a refused option", "ConfigurationError", { option: "apiKey" }, "halt"],
  ["a browser", "UnsupportedEnvironmentError", {}, "halt"],
  ["a 400", "BadRequestError", { status: 400 }, "drop"],
  ["a 401", "AuthenticationError", { status: 401 }, "halt"],
  ["a 403", "PermissionDeniedError", { status: 403 }, "drop"],
  ["a 404", "NotFoundError", { status: 404 }, "drop"],
  ["a 429", "RateLimitError", { status: 429 }, "pause"],
  ["a 429 with a named wait", "RateLimitError", { status: 429, retryAfterMs: 5 }, "pause"],
  ["a 500", "InternalServerError", { status: 500 }, "retry"],
  ["a 501", "InternalServerError", { status: 501, retryable: false }, "drop"],
  ["a 503 with a named wait", "InternalServerError", { status: 503, retryAfterMs: 5 }, "pause"],
  [
    "a 503 with a named wait of 0",
    "InternalServerError",
    { status: 503, retryAfterMs: 0 },
    "pause",
  ],
  ["a redirect", "APIError", { status: 302, code: "unexpected_redirect" }, "drop"],
  ["a 408", "APIError", { status: 408, retryable: true }, "retry"],
  ["a lost connection", "APIConnectionError", {}, "retry"],
  ["a deadline", "APITimeoutError", { timeoutMs: 5 }, "retry"],
  ["a deadline after the update", "APITimeoutError", { timeoutMs: 5, applied: "yes" }, "done"],
  ["an abort", "AbortError", {}, "retry"],
  ["an abort after the update", "AbortError", { applied: "yes" }, "done"],
  ["a broken answer after the update", "InvalidResponseError", { applied: "yes" }, "done"],
  ["an answer of another server", "InvalidResponseError", {}, "drop"],
  ["a broken source", "SourceError", {}, "drop"],
  ["a defect", "InternalError", {}, "retry"],
];

/** Statuses of real answers, and the verdict. */
const STATUSES = [
  [400, "drop"],
  [401, "halt"],
  [403, "drop"],
  [404, "drop"],
  [408, "retry"],
  [422, "drop"],
  [429, "pause"],
  [500, "retry"],
  [503, "retry"],
];

const FOREIGN = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "rate_limited"],
  ["a TypeError", new TypeError("fetch failed")],
  ["an object with the properties of an error", { name: "OdeusError", code: "rate_limited" }],
];

const NO_COUNTS = [
  ["null", null],
  ["a string", "1"],
  ["a bigint", 1n],
  ["a symbol", Symbol("1")],
  ["an object", {}],
  ["-1", -1],
  ["1.5", 1.5],
  ["2^31", 2 ** 31],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
];

const NO_OPTIONS = [
  ["null", null],
  ["an array", []],
  ["a Map", new Map([["attempt", 1]])],
  ["a number", 3],
  ["a function", () => {}],
];

const UNKNOWN = [
  ["attempts", { attempts: 1 }],
  ["maxDelay", { maxDelay: 1_000 }],
  ["an option of a client", { maxRetries: 0 }],
  ["__proto__", JSON.parse('{ "__proto__": 1 }')],
  ["a name with a line break", { "a\nb": 1 }],
  ["a long name", { ["x".repeat(1_000)]: 1 }],
];

const limited = (t, details = {}) => new t.sdk.RateLimitError({ ...LIMITED, ...details });

/** Asserts that `adviseRetry` refuses the options. Returns the error. */
function refused(t, options, option) {
  const error = thrown(t, () => t.sdk.adviseRetry(limited(t), options));
  assertConfigurationError(t, error, option);
  return error;
}

export default {
  topic: "advice for the consumer of a job queue",
  cases: [
    ...table("%s gives its verdict", VERDICTS, (t, className, details, verdict) => {
      const error = new t.sdk[className]({ message: "made", ...details });
      const advice = t.sdk.adviseRetry(error);
      t.assert.equal(advice.verdict, verdict);
      const stays = ["retry", "pause", "halt"].includes(verdict);
      t.assert.hasAllKeys(advice, stays ? ["verdict", "delayMs"] : ["verdict"]);
      if (stays) t.assert.isTrue(Number.isInteger(advice.delayMs));
    }),
    ...STATUSES.map(([status, verdict]) => ({
      name: `the error of a call that was answered with ${status} gives "${verdict}"`,
      run: async (t) => {
        const error = await failed(t, { answers: [jsonAnswer({}, status)] });
        t.assert.equal(t.sdk.adviseRetry(error).verdict, verdict);
      },
    })),
    {
      name: "a call with a broken body after the head of a success is done",
      run: async (t) => {
        const fetch = async () =>
          new Response(
            new ReadableStream({ pull: (controller) => controller.error(new Error("lost")) }),
          );
        const { error } = await call(t, { options: { fetch } });
        t.assert.deepEqual(t.sdk.adviseRetry(error), { verdict: "done" });
      },
    },
    {
      name: "the delay is the wait that the API named, and up to a tenth more",
      run: async (t) => {
        const answers = [jsonAnswer({}, 429, { "retry-after": "3" })];
        const error = await failed(t, { answers });
        for (const attempt of [1, 2, 20, 2 ** 31 - 1]) {
          const { verdict, delayMs } = t.sdk.adviseRetry(error, { attempt });
          t.assert.equal(verdict, "pause");
          t.assert.isAtLeast(delayMs, 3_000);
          t.assert.isAtMost(delayMs, 3_300);
        }
      },
    },
    {
      name: "without a named wait the delay is random, and its upper end doubles with the attempt",
      run: (t) => {
        const error = new t.sdk.InternalServerError({ message: "made", status: 500 });
        const delays = (attempt) =>
          Array.from({ length: 200 }, () => t.sdk.adviseRetry(error, { attempt }).delayMs);
        for (const [attempt, end] of [
          [undefined, 1_000],
          [1, 1_000],
          [2, 2_000],
          [5, 16_000],
          [2 ** 31 - 1, 900_000],
        ]) {
          t.assert.isAtMost(Math.max(...delays(attempt)), end);
          t.assert.isAbove(Math.max(...delays(attempt)), end / 2);
          t.assert.isBelow(Math.min(...delays(attempt)), end / 2);
        }
      },
    },
    {
      name: "maxDelayMs is the longest delay in every case",
      run: (t) => {
        const unauthorized = new t.sdk.AuthenticationError({ message: "made", status: 401 });
        const named = limited(t, { retryAfterMs: 3_600_000 });
        const server = new t.sdk.InternalServerError({ message: "made", status: 500 });
        t.assert.equal(t.sdk.adviseRetry(named).delayMs, 900_000);
        for (const error of [unauthorized, named]) {
          for (const maxDelayMs of [0, 1, 12_000]) {
            t.assert.equal(t.sdk.adviseRetry(error, { maxDelayMs }).delayMs, maxDelayMs);
          }
        }
        const options = { attempt: 30, maxDelayMs: 7 };
        t.assert.isAtMost(t.sdk.adviseRetry(server, options).delayMs, 7);
        t.assert.equal(t.sdk.adviseRetry(unauthorized).delayMs, 300_000);
      },
    },
    {
      name: "an aborted job is tried at once",
      run: (t) => {
        const error = new t.sdk.AbortError({ message: "made" });
        const advice = t.sdk.adviseRetry(error, { attempt: 9 });
        t.assert.deepEqual(advice, { verdict: "retry", delayMs: 0 });
      },
    },
    ...table("%s is thrown again", FOREIGN, (t, value) => {
      t.assert.strictEqual(
        thrown(t, () => t.sdk.adviseRetry(value, { attempt: -1 })),
        value,
      );
    }),
    {
      name: "the JSON of an error is thrown again",
      run: (t) => {
        const json = limited(t).toJSON();
        t.assert.strictEqual(
          thrown(t, () => t.sdk.adviseRetry(json)),
          json,
        );
      },
    },
    {
      name: "an error with broken properties gets the advice for a failure that never succeeds",
      run: (t) => {
        const error = limited(t);
        const get = () => {
          throw new Error("getter");
        };
        for (const name of ["code", "applied", "retryable", "retryAfterMs"]) {
          Object.defineProperty(error, name, { get });
        }
        t.assert.deepEqual(t.sdk.adviseRetry(error), { verdict: "drop" });
      },
    },
    {
      name: "a code that this version does not know counts as it says of itself",
      run: (t) => {
        for (const [retryable, verdict] of [
          [true, "retry"],
          [false, "drop"],
        ]) {
          const error = new t.sdk.OdeusError({ message: "made", code: "new_code", retryable });
          t.assert.equal(t.sdk.adviseRetry(error).verdict, verdict);
        }
      },
    },
    {
      name: "options that are undefined are left out",
      run: (t) => {
        for (const options of [undefined, {}, { attempt: undefined, maxDelayMs: undefined }]) {
          t.assert.equal(t.sdk.adviseRetry(limited(t), options).verdict, "pause");
        }
      },
    },
    ...["attempt", "maxDelayMs"].flatMap((option) =>
      table(`${option} of %s is refused`, NO_COUNTS, (t, value) => {
        const { message } = refused(t, { [option]: value }, option);
        t.assert.match(message, /must be a whole number from [01] to 2147483647\.$/);
      }),
    ),
    {
      name: "attempt 0 is refused",
      run: (t) => refused(t, { attempt: 0 }, "attempt"),
    },
    ...table("options that are %s are refused", NO_OPTIONS, (t, options) => {
      refused(t, options, "options");
    }),
    ...table(
      "the unknown option %s is refused, and the message names the options",
      UNKNOWN,
      (t, options) => {
        const error = thrown(t, () => t.sdk.adviseRetry(limited(t), options));
        t.assert.instanceOf(error, t.sdk.ConfigurationError);
        t.assert.include(error.message, "The options are attempt and maxDelayMs.");
        t.assert.notInclude(error.message, "\n");
        t.assert.isBelow(error.message.length, 150);
      },
    ),
    {
      name: "an option that throws when it is read is refused with that value as cause",
      run: (t) => {
        const reason = new Error("getter");
        const options = {
          get attempt() {
            throw reason;
          },
        };
        t.assert.strictEqual(refused(t, options, "attempt").cause, reason);
        const proxy = new Proxy(
          {},
          {
            ownKeys() {
              throw reason;
            },
          },
        );
        t.assert.strictEqual(refused(t, proxy, "options").cause, reason);
      },
    },
    {
      name: "a polluted Object.prototype changes no advice",
      run: (t) => {
        const error = new t.sdk.AuthenticationError({ message: "made", status: 401 });
        const properties = { attempt: -1, maxDelayMs: 5, retryAfterMs: 600_000, applied: "yes" };
        const advice = polluted(properties, () => t.sdk.adviseRetry(error, {}));
        t.assert.deepEqual(advice, { verdict: "halt", delayMs: 300_000 });
      },
    },
    {
      name: "the stack of a refused option begins at the caller's line",
      run: (t) => {
        if (!("captureStackTrace" in Error)) return;
        const error = thrown(t, function askedHere() {
          t.sdk.adviseRetry(limited(t), { attempt: 0 });
        });
        t.assert.include(error.stack.split("\n")[1], "askedHere");
      },
    },
    {
      name: "the advice names no integration",
      run: (t) => {
        const advice = t.sdk.adviseRetry(limited(t, { integrationId: ID }));
        t.assert.hasAllKeys(advice, ["verdict", "delayMs"]);
      },
    },
  ],
};
