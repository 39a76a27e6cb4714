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

/** Runs a function while a global has another value. No other code runs in that time. */
function withGlobal(name, value, run) {
  const original = globalThis[name];
  globalThis[name] = value;
  try {
    return run();
  } finally {
    globalThis[name] = original;
  }
}

/** Runs a function while a global throws when it is read. No other code runs in that time. */
function withThrowing(name, run) {
  const original = Object.getOwnPropertyDescriptor(globalThis, name);
  const get = () => {
    throw new Error("not here");
  };
  Object.defineProperty(globalThis, name, { get, configurable: true });
  try {
    return run();
  } finally {
    Object.defineProperty(globalThis, name, original);
  }
}

/** Each runs a function while a global cannot be used. */
const ABSENT = [
  ["undefined", (name, run) => withGlobal(name, undefined, run)],
  ["null", (name, run) => withGlobal(name, null, run)],
  ["an object", (name, run) => withGlobal(name, {}, run)],
  ["a getter that throws", withThrowing],
];

export default {
  topic: "a runtime without fetch",
  cases: [
    ...table(
      "a call is refused if the global fetch is %s and no fetch is given",
      ABSENT,
      async (t, without) => {
        const client = new t.sdk.OdeusClient(OPTIONS);
        const events = [];
        const onAttempt = (event) => events.push(event);
        for (const call of [
          () => t.sdk.updateIntegration(ID, {}, { ...OPTIONS, onAttempt }),
          () => client.updateIntegration(ID, {}, { onAttempt }),
          () => client.updateIntegration(ID, {}),
        ]) {
          const error = await rejection(t, without("fetch", call));
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
        const client = withGlobal("fetch", undefined, create);
        const fetch = async () => new Response(BODY);
        const call = () => client.updateIntegration(ID, {});
        t.assert.deepEqual(await withGlobal("fetch", fetch, call), JSON.parse(BODY));
      },
    },
    {
      name: "a call with the option fetch is made",
      run: async (t) => {
        const options = { ...OPTIONS, fetch: async () => new Response(BODY) };
        const call = () => t.sdk.updateIntegration(ID, {}, options);
        const answer = await withGlobal("fetch", undefined, call);
        t.assert.deepEqual(answer, JSON.parse(BODY));
      },
    },
    {
      name: "buildUpdateRequest works",
      run: (t) => {
        const build = () => t.sdk.buildUpdateRequest(ID, {}, OPTIONS);
        t.assert.instanceOf(withGlobal("fetch", undefined, build), Request);
      },
    },
    ...table(
      "buildUpdateRequest says what is missing if the global Request is %s",
      ABSENT,
      (t, without) => {
        const build = () => t.sdk.buildUpdateRequest(ID, {}, OPTIONS);
        const error = without("Request", () => thrown(t, build));
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
        const error = withGlobal("Request", undefined, () => thrown(t, build));
        t.assert.instanceOf(error, t.sdk.ValidationError);
      },
    },
  ],
};
