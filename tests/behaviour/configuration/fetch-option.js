/** The `fetch` option: the arguments that it gets, and what it may return or throw. */
import { assertError, failed, ID, KEY, table } from "../../support/calls.js";

const BODY = JSON.stringify({ integration: { id: ID } });

function double(properties) {
  return { status: 200, ok: true, headers: new Headers(), ...properties };
}

const DOUBLES = [
  ["a Response", () => new Response(BODY)],
  ["a double with a stream", () => double({ body: new Response(BODY).body })],
  [
    "a double with arrayBuffer",
    () => double({ arrayBuffer: async () => new TextEncoder().encode(BODY).buffer }),
  ],
  ["a double with text", () => double({ text: async () => BODY })],
  ["a double with json", () => double({ json: async () => JSON.parse(BODY) })],
  ["a double without headers", () => ({ status: 200, text: async () => BODY })],
];

const NO_RESPONSES = [
  ["undefined", () => undefined],
  ["null", () => null],
  ["a string", () => "OK"],
  ["an object without a status", () => ({})],
  ["an object with a status that is a string", () => ({ status: "200" })],
  ["a function", () => () => {}],
];

const FAILURES = [
  ["a TypeError", new TypeError("fetch failed")],
  ["an error with a cause", new TypeError("x", { cause: new Error("y") })],
  ["a string", "no"],
  ["undefined", undefined],
  ["null", null],
];

function call(t, fetch, options = {}) {
  const all = { apiKey: KEY, baseUrl: "https://a.example", maxRetries: 0, fetch, ...options };
  return t.sdk.updateIntegration(ID, { name: "A" }, all);
}

export default {
  topic: "the fetch option",
  cases: [
    {
      name: "fetch gets the request that buildUpdateRequest builds",
      run: async (t) => {
        let seen;
        await call(t, async (input, init) => {
          seen = new Request(input, init);
          return new Response(BODY);
        });
        const options = { apiKey: KEY, baseUrl: "https://a.example" };
        const built = t.sdk.buildUpdateRequest(ID, { name: "A" }, options);
        t.assert.equal(seen.url, built.url);
        t.assert.equal(seen.method, built.method);
        t.assert.equal(seen.redirect, "manual");
        t.assert.deepEqual([...seen.headers], [...built.headers]);
        t.assert.equal(await seen.text(), await built.text());
      },
    },
    {
      name: "fetch is called without the client as `this`",
      run: async (t) => {
        let self = "not called";
        await call(t, async function () {
          self = this;
          return new Response(BODY);
        });
        t.assert.isTrue(self === undefined || self === globalThis);
      },
    },
    {
      name: "fetch is called once for one call",
      run: async (t) => {
        let calls = 0;
        await call(t, async () => {
          calls += 1;
          return new Response(BODY);
        });
        t.assert.equal(calls, 1);
      },
    },
    {
      name: "the runtime's own fetch can be the option",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario({ body: BODY });
        await call(t, fetch, { baseUrl });
        t.assert.lengthOf(await requests(), 1);
      },
    },
    ...table("fetch may resolve to %s", DOUBLES, async (t, make) => {
      t.assert.deepEqual(await call(t, async () => make()), JSON.parse(BODY));
    }),
    ...table(
      "a fetch that resolves to %s gives an APIConnectionError",
      NO_RESPONSES,
      async (t, make) => {
        const error = await call(t, async () => make()).catch((reason) => reason);
        assertError(t, error, "APIConnectionError", { code: "connection_failed", attempts: 1 });
      },
    ),
    ...table(
      "a fetch that rejects with %s gives an APIConnectionError",
      FAILURES,
      async (t, reason) => {
        const error = await call(t, () => Promise.reject(reason)).catch((failure) => failure);
        assertError(t, error, "APIConnectionError", {
          code: "connection_failed",
          attempts: 1,
          applied: "unknown",
          retryable: true,
          cause: reason,
        });
      },
    ),
    {
      name: "a fetch that rejects with a revoked proxy gives an APIConnectionError with a cause",
      run: async (t) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        const error = await call(t, () => Promise.reject(proxy)).catch((failure) => failure);
        assertError(t, error, "APIConnectionError", { applied: "unknown", retryable: true });
        // A logger cannot print the proxy, so an error stands in its place.
        t.assert.instanceOf(error.cause, Error);
      },
    },
    ...table("a fetch that throws %s gives an APIConnectionError", FAILURES, async (t, reason) => {
      const thrower = () => {
        throw reason;
      };
      const error = await call(t, thrower).catch((failure) => failure);
      assertError(t, error, "APIConnectionError", { code: "connection_failed", cause: reason });
    }),
    {
      name: "the error's message has the message of the fetch error",
      run: async (t) => {
        const options = { fetch: () => Promise.reject(new TypeError("no route to the host")) };
        t.assert.include((await failed(t, { options })).message, "no route to the host");
      },
    },
    {
      name: "a call whose fetch never settles ends at its deadline",
      run: async (t) => {
        const promise = call(t, () => new Promise(() => {}), { timeoutMs: 50 });
        const error = await promise.catch((reason) => reason);
        assertError(t, error, "APITimeoutError", {
          code: "timed_out",
          timeoutMs: 50,
          attempts: 1,
          applied: "unknown",
          retryable: true,
        });
      },
    },
    {
      name: "an attempt whose fetch never settles ends at its deadline",
      run: async (t) => {
        const promise = call(t, () => new Promise(() => {}), { attemptTimeoutMs: 50 });
        const error = await promise.catch((reason) => reason);
        assertError(t, error, "APITimeoutError", {
          timeoutMs: 50,
          applied: "unknown",
          retryable: true,
        });
      },
    },
    {
      name: "fetch is not called for bad input",
      run: async (t) => {
        let calls = 0;
        const fetch = async () => {
          calls += 1;
          return new Response(BODY);
        };
        const options = { apiKey: KEY, fetch };
        await t.sdk.updateIntegration("no", {}, options).catch(() => {});
        await t.sdk.updateIntegration(ID, { name: 5 }, options).catch(() => {});
        t.sdk.buildUpdateRequest(ID, {}, options);
        t.assert.equal(calls, 0);
      },
    },
  ],
};
