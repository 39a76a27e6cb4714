/** The stack of an error begins at the line that called the package. */
import { assertError, failed, ID, KEY, table } from "../../support/calls.js";

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
  ["is missing", undefined],
  ["is not a function", "text"],
  [
    "throws",
    () => {
      throw new Error("capture");
    },
  ],
  ["rejects", () => Promise.reject(new Error("capture"))],
];

export default {
  topic: "the stack of errors",
  cases: [
    ...table(
      "the first frame of an error of %s is the caller's",
      REFUSALS,
      async (t, name, refuse) => {
        const error = await caught(function lineOfTheCaller(sdk) {
          return refuse(sdk);
        }, t.sdk);
        assertError(t, error, name, { attempts: 0 });
        // The first frame is the function in the table.
        t.assert.match(framesOf(error)[1] ?? "", /lineOfTheCaller/, error.stack);
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
    ...table("errors are thrown where Error.captureStackTrace %s", CAPTURES, async (t, capture) => {
      let client;
      try {
        withCapture(capture, () => {
          client = new t.sdk.OdeusClient({ apiKey: "a b" });
        });
      } catch (error) {
        assertError(t, error, "ConfigurationError", { option: "apiKey" });
      }
      t.assert.isUndefined(client);
      const promise = withCapture(capture, () => t.sdk.updateIntegration("no", {}, options));
      assertError(t, await promise.catch((error) => error), "ValidationError");
    }),
  ],
};
