/** What the message says if the function in the `fetch` option fails. */
import { assertError, ID, KEY, table } from "../../support/calls.js";

const OPTION = /the function in the `fetch` option threw a TypeError/;
const NO_RESPONSE = /`fetch` returned a value that is not a Response/;

function withCode(error, code) {
  return Object.assign(error, { code });
}

/** Defects of a caller's function. */
const DEFECTS = [
  ["calls what is not a function", () => undefined.fetch()],
  ["throws a TypeError", () => Promise.reject(new TypeError("x is not a function"))],
  [
    "throws a TypeError of another realm",
    () => Promise.reject(Object.assign(new Error("x"), { name: "TypeError" })),
  ],
];

/** Failures of the network, in the words of runtimes and of known functions. */
const NETWORK = [
  ["undici", new TypeError("fetch failed", { cause: new Error("other side closed") })],
  ["undici without a cause", new TypeError("fetch failed")],
  ["Deno", new TypeError("error sending request for url (https://a.example/)")],
  ["Bun", withCode(new TypeError("The socket connection was closed unexpectedly."), "ECONNRESET")],
  ["Bun in the handshake", withCode(new TypeError("The TLS handshake failed."), "EPROTO")],
  ["workerd", new Error("Network connection lost.")],
  ["a polyfill", new TypeError("Network request failed")],
  ["a browser", new TypeError("Failed to fetch")],
];

const NO_RESPONSES = [
  ["undefined", () => undefined],
  ["null", async () => null],
  ["a text", async () => "OK"],
  ["an object without a status", async () => ({})],
];

async function errorOf(t, fetch, options = {}) {
  const all = { apiKey: KEY, baseUrl: "https://a.example", maxRetries: 0, ...options };
  if (fetch !== undefined) all.fetch = fetch;
  const error = await t.sdk.updateIntegration(ID, {}, all).catch((reason) => reason);
  assertError(t, error, "APIConnectionError", {
    code: "connection_failed",
    applied: "unknown",
    retryable: true,
    attempts: 1,
  });
  return error;
}

export default {
  topic: "failures of the fetch option",
  cases: [
    ...table("the message blames a fetch option that %s", DEFECTS, async (t, fetch) => {
      const { message, cause } = await errorOf(t, fetch);
      t.assert.match(message, OPTION);
      t.assert.include(message, cause.message);
    }),
    {
      name: "the message blames the fetch option of a client",
      run: async (t) => {
        const fetch = () => Promise.reject(new TypeError("x is not a function"));
        const client = new t.sdk.OdeusClient({ apiKey: KEY, fetch, maxRetries: 0 });
        for (const options of [undefined, { timeoutMs: 5_000 }]) {
          const error = await client.updateIntegration(ID, {}, options).catch((reason) => reason);
          t.assert.match(error.message, OPTION);
        }
      },
    },
    ...table("the message blames the connection for what %s says", NETWORK, async (t, reason) => {
      const { message } = await errorOf(t, () => Promise.reject(reason));
      t.assert.notMatch(message, /option/);
      t.assert.include(message, "the connection failed or broke");
    }),
    {
      name: "the message blames the host for a refused connection of the fetch option",
      run: async (t) => {
        const reason = new TypeError("connect ECONNREFUSED 127.0.0.1:9");
        const options = { apiKey: KEY, maxRetries: 0, fetch: () => Promise.reject(reason) };
        const error = await t.sdk.updateIntegration(ID, {}, options).catch((thrown) => thrown);
        t.assert.include(error.message, "the connection was refused");
        t.assert.equal(error.applied, "no");
      },
    },
    ...table("the message names a fetch that returns %s", NO_RESPONSES, async (t, fetch) => {
      const { message } = await errorOf(t, fetch);
      t.assert.match(message, NO_RESPONSE);
      t.assert.notInclude(message, "the connection failed");
    }),
  ],
};
