/** The stack of an error begins at the line that called the package. */
import { assertError, failed, ID, KEY, rejection, table, thrown } from "../../support/calls.js";

const options = { apiKey: KEY };

/** Calls that are refused before a request. */
const REFUSALS = [
  [
    "updateIntegration with bad input",
    "ValidationError",
    (sdk) => sdk.updateIntegration("no", {}, options),
  ],
  [
    "updateIntegration with a bad option",
    "ConfigurationError",
    (sdk) => sdk.updateIntegration(ID, {}, { apiKey: "a b" }),
  ],
  [
    "a client's updateIntegration with bad input",
    "ValidationError",
    (sdk) => new sdk.OdeusClient(options).updateIntegration(ID, { name: 5 }),
  ],
  [
    "a client's updateIntegration with a bad option",
    "ConfigurationError",
    (sdk) => new sdk.OdeusClient(options).updateIntegration(ID, {}, { timeoutMs: 0 }),
  ],
  ["new OdeusClient", "ConfigurationError", (sdk) => new sdk.OdeusClient({ apiKey: "a b" })],
  [
    "buildUpdateRequest",
    "ValidationError",
    (sdk) => sdk.buildUpdateRequest(ID, { name: 5 }, options),
  ],
];

/** The frames of a stack. */
function framesOf(error) {
  return error.stack.split("\n").filter((line) => /^\s+at /.test(line));
}

async function caught(refuse, sdk) {
  try {
    return await refuse(sdk);
  } catch (error) {
    return error;
  }
}

/** Replaces `Error.captureStackTrace` while a function runs. No other code runs in that time. */
function withCapture(value, run) {
  const own = Object.getOwnPropertyDescriptor(Error, "captureStackTrace");
  try {
    Object.defineProperty(Error, "captureStackTrace", { value, configurable: true });
    return run();
  } finally {
    if (own === undefined) delete Error.captureStackTrace;
    else Object.defineProperty(Error, "captureStackTrace", own);
  }
}

/** Values that other code may put into `Error.captureStackTrace`. */
const CAPTURES = [
  undefined,
  "text",
  () => {
    throw new Error("capture");
  },
  () => Promise.reject(new Error("capture")),
];

export default {
  topic: "the stack of errors",
  cases: [
    ...table(
      "the stack of an error of %s begins in the caller's code",
      REFUSALS,
      async (t, name, refuse) => {
        // Nothing is returned directly, because Bun has no frame of a function that returns a call.
        const error = await caught(async function lineOfTheCaller(sdk) {
          const result = await refuse(sdk);
          return result;
        }, t.sdk);
        assertError(t, error, name, { attempts: 0 });
        // Before the caller there is only the function in the table.
        const position = framesOf(error).findIndex((frame) => frame.includes("lineOfTheCaller"));
        t.assert.include([0, 1], position, error.stack);
        t.assert.notMatch(error.stack, /enterSafely|toError/);
        t.assert.include(error.stack, error.message);
      },
    ),
    {
      name: "an error after a request shows the package's function once, and not its inner functions",
      run: async (t) => {
        const error = await failed(t, { answers: [{ status: 404 }] });
        const frames = framesOf(error);
        t.assert.match(frames[0] ?? "", /updateIntegration/, error.stack);
        t.assert.notMatch(error.stack, /toError|finish/);
      },
    },
    {
      name: "an error is thrown whatever Error.captureStackTrace is",
      run: async (t) => {
        for (const capture of CAPTURES) {
          let bad;
          const promise = withCapture(capture, () => {
            bad = thrown(t, () => new t.sdk.OdeusClient({ apiKey: "a b" }));
            return t.sdk.updateIntegration("no", {}, options);
          });
          assertError(t, bad, "ConfigurationError", { option: "apiKey" });
          assertError(t, await rejection(t, promise), "ValidationError");
        }
      },
    },
  ],
};
