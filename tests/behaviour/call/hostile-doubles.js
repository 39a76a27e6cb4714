/** Responses, signals and thrown values that misbehave. A call settles with a typed outcome. */
import { ID, KEY, settle } from "../../support/calls.js";

const BODY = JSON.stringify({ integration: { id: ID } });
const never = () => new Promise(() => {});

/** The words in the test's name, what `fetch` resolves to, and the code of the call's error. */
const DOUBLES = [
  [
    "headers that hold a number",
    () => ({ status: 500, headers: new Map([["x-request-id", 42]]), text: async () => "x" }),
    "server_error",
  ],
  [
    "headers that throw",
    () => ({
      status: 429,
      headers: {
        get: () => {
          throw new Error(KEY);
        },
      },
      text: async () => "",
    }),
    "rate_limited",
  ],
  [
    "a status that throws",
    () => ({
      get status() {
        throw new Error(KEY);
      },
    }),
    "connection_failed",
  ],
  ["a status above 999", () => ({ status: 65_736, text: async () => BODY }), "connection_failed"],
  [
    "a body that stalls and returns nothing when it is cancelled",
    () => ({ status: 200, body: { getReader: () => ({ read: never, cancel() {} }) } }),
    "timed_out",
  ],
  [
    "a body that stalls and cannot be cancelled",
    () => ({ status: 200, body: { getReader: () => ({ read: never }) } }),
    "timed_out",
  ],
];

async function errorOf(t, make, options = {}) {
  const client = { apiKey: KEY, baseUrl: "https://a.example", maxRetries: 0, timeoutMs: 1_000 };
  const all = { ...client, onAttempt: () => {}, fetch: async () => make(), ...options };
  return (await settle(t.sdk.updateIntegration(ID, {}, all))).error;
}

/** Makes a signal whose method `method` throws. */
function brokenSignal(method) {
  const { signal } = new AbortController();
  const broken = {
    aborted: false,
    addEventListener: signal.addEventListener.bind(signal),
    removeEventListener: signal.removeEventListener.bind(signal),
  };
  broken[method] = () => {
    throw new Error("boom");
  };
  return broken;
}

export default {
  topic: "hostile doubles",
  cases: [
    ...DOUBLES.map(([what, make, code]) => ({
      name: `a response with ${what} gives ${code}`,
      run: async (t) => {
        const error = await errorOf(t, make);
        t.assert.equal(error?.code, code);
        t.assert.notInclude(JSON.stringify(error), KEY);
        t.assert.notInclude(String(error.cause?.message), KEY);
      },
    })),
    {
      name: "an error of fetch whose causes cannot be read gives connection_failed",
      run: async (t) => {
        const { proxy, revoke } = Proxy.revocable([], {});
        revoke();
        const make = () => {
          throw Object.assign(new Error("lost"), { errors: proxy });
        };
        t.assert.equal((await errorOf(t, make)).code, "connection_failed");
      },
    },
    {
      name: "a response whose body was read before is named as the cause",
      run: async (t) => {
        const response = new Response(BODY);
        t.assert.isUndefined(await errorOf(t, () => response));
        const error = await errorOf(t, () => response);
        t.assert.equal(error?.code, "invalid_response");
        t.assert.include(error.message, "Let `fetch` return a new Response for each call");
        t.assert.equal(error.applied, "yes");
      },
    },
    {
      name: "a signal whose removeEventListener throws does not stop the call",
      run: async (t) => {
        const signal = brokenSignal("removeEventListener");
        t.assert.isUndefined(await errorOf(t, () => new Response(BODY), { signal }));
      },
    },
    {
      name: "a signal whose addEventListener throws gives an OdeusError",
      run: async (t) => {
        const signal = brokenSignal("addEventListener");
        const error = await errorOf(t, () => new Response(BODY), { signal });
        t.assert.instanceOf(error, t.sdk.OdeusError);
      },
    },
    {
      name: "a key of digits that comes back as a number is redacted",
      run: async (t) => {
        const apiKey = "987654321";
        const make = () => new Response(JSON.stringify({ key: 987_654_321 }), { status: 401 });
        t.assert.deepEqual((await errorOf(t, make, { apiKey })).body, { key: "[redacted]" });
      },
    },
  ],
};
