/** A runtime without `fetch` or without `Request`. */
import {
  assertConfigurationError,
  assertError,
  ID,
  KEY,
  rejection,
  table,
  thrown,
} from "../../support/calls.js";

const OPTIONS = { apiKey: KEY, baseUrl: "https://a.example" };
const BODY = JSON.stringify({ integration: { id: ID } });

/** Runs a function while a global has another property. No other code runs in that time. */
function withGlobal(name, property, run) {
  const original = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { configurable: true, ...property });
  try {
    return run();
  } finally {
    if (original === undefined) delete globalThis[name];
    else Object.defineProperty(globalThis, name, original);
  }
}

const NO_FUNCTIONS = [
  ["undefined", { value: undefined }],
  ["null", { value: null }],
  ["an object", { value: {} }],
  [
    "a getter that throws",
    {
      get() {
        throw new Error("not here");
      },
    },
  ],
];

export default {
  topic: "a runtime without fetch",
  cases: [
    ...table(
      "a call is refused if the global fetch is %s and no fetch is given",
      NO_FUNCTIONS,
      async (t, property) => {
        const client = new t.sdk.OdeusClient(OPTIONS);
        const events = [];
        const onAttempt = (event) => events.push(event);
        for (const call of [
          () => t.sdk.updateIntegration(ID, {}, { ...OPTIONS, onAttempt }),
          () => client.updateIntegration(ID, {}, { onAttempt }),
          () => client.updateIntegration(ID, {}),
        ]) {
          const error = await rejection(t, withGlobal("fetch", property, call));
          assertConfigurationError(t, error, "fetch");
          t.assert.equal(error.integrationId, ID);
          t.assert.include(error.message, "`fetch`");
        }
        t.assert.lengthOf(events, 0);
      },
    ),
    {
      name: "a client can be made, and its calls use a fetch that is set later",
      run: async (t) => {
        const create = () => new t.sdk.OdeusClient(OPTIONS);
        const client = withGlobal("fetch", { value: undefined }, create);
        const fetch = async () => new Response(BODY);
        const call = () => client.updateIntegration(ID, {});
        t.assert.deepEqual(await withGlobal("fetch", { value: fetch }, call), JSON.parse(BODY));
      },
    },
    {
      name: "a call with the option fetch is made",
      run: async (t) => {
        const options = { ...OPTIONS, fetch: async () => new Response(BODY) };
        const call = () => t.sdk.updateIntegration(ID, {}, options);
        const answer = await withGlobal("fetch", { value: undefined }, call);
        t.assert.deepEqual(answer, JSON.parse(BODY));
      },
    },
    {
      name: "buildUpdateRequest works",
      run: (t) => {
        const build = () => t.sdk.buildUpdateRequest(ID, {}, OPTIONS);
        t.assert.instanceOf(withGlobal("fetch", { value: undefined }, build), Request);
      },
    },
    ...table(
      "buildUpdateRequest says what is missing if the global Request is %s",
      NO_FUNCTIONS,
      (t, property) => {
        const build = () => t.sdk.buildUpdateRequest(ID, {}, OPTIONS);
        const error = withGlobal("Request", property, () => thrown(t, build));
        assertError(t, error, "UnsupportedEnvironmentError", {
          code: "unsupported_environment",
          attempts: 0,
          applied: "no",
          retryable: false,
          integrationId: ID,
        });
        t.assert.include(error.message, "`Request`");
      },
    ),
    {
      name: "buildUpdateRequest tells of bad input before it tells of a missing Request",
      run: (t) => {
        const build = () => t.sdk.buildUpdateRequest(ID, { name: 5 }, OPTIONS);
        const error = withGlobal("Request", { value: undefined }, () => thrown(t, build));
        t.assert.instanceOf(error, t.sdk.ValidationError);
      },
    },
  ],
};
