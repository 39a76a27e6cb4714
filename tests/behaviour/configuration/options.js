import {
  assertConfigurationError,
  assertError,
  call,
  header,
  ID,
  KEY,
  polluted,
  refusedOptions,
  rejection,
  sent,
  table,
  thrown,
  UPDATED,
} from "../../support/calls.js";

const TIMEOUTS = ["timeoutMs", "attemptTimeoutMs"];

const NO_NUMBERS = [
  ["null", null],
  ["a string", "5"],
  ["an empty string", ""],
  ["a bigint", 5n],
  ["a boolean", true],
  ["a symbol", Symbol("5")],
  ["an object", {}],
  ["an array", [5]],
  ["a Number object", new Number(5)],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

const BAD_TIMEOUTS = [...NO_NUMBERS, ["0", 0], ["0.5", 0.5], ["-1", -1], ["2^31", 2 ** 31]];
const GOOD_TIMEOUTS = [
  ["1.5 s", 1_500.5],
  ["a minute", 60_000],
  ["2^31-1", 2 ** 31 - 1],
];
const BAD_RETRIES = [...NO_NUMBERS, ["-1", -1], ["0.5", 0.5], ["11", 11]];
const GOOD_RETRIES = [
  ["0", 0],
  ["-0", -0],
  ["1", 1],
  ["10", 10],
];

const NO_FUNCTIONS = [
  ["null", null],
  ["a string", "fetch"],
  ["an object", {}],
  ["a promise", Promise.resolve()],
  ["true", true],
];

const NO_SIGNALS = [
  ["null", null],
  ["a string", "abort"],
  ["true", true],
  ["an object", {}],
  ["an AbortController", new AbortController()],
  ["an object with only the property aborted", { aborted: false }],
  ["a function", () => {}],
];

const NO_OPTIONS = [
  ["null", null],
  ["an array", []],
  ["a Map", new Map([["apiKey", "key"]])],
  ["a function", () => {}],
  ["a string", "key"],
  ["a number", 5],
  ["true", true],
];

/** Unknown options, each with the option that the message suggests. */
const UNKNOWN = [
  ["apikey", "apiKey"],
  ["api_key", "apiKey"],
  ["token", "apiKey"],
  ["accessToken", "apiKey"],
  ["bearerToken", "apiKey"],
  ["key", "apiKey"],
  ["baseURL", "baseUrl"],
  ["base_url", "baseUrl"],
  ["endpoint", "baseUrl"],
  ["host", "baseUrl"],
  ["url", "baseUrl"],
  ["timeoutMS", "timeoutMs"],
  ["timeout", "timeoutMs"],
  ["requestTimeout", "timeoutMs"],
  ["attemptTimeout", "attemptTimeoutMs"],
  ["maxRetry", "maxRetries"],
  ["max_retries", "maxRetries"],
  ["retries", "maxRetries"],
  ["retry", "maxRetries"],
  ["maxNetworkRetries", "maxRetries"],
  ["header", "headers"],
  ["defaultHeaders", "headers"],
  ["customFetch", "fetch"],
];

/** Options of other clients that a `fetch` function of the caller's can do. */
const TRANSPORTS = ["httpAgent", "httpsAgent", "agent", "dispatcher", "proxy", "fetchOptions"];

const NO_BOOLEANS = [
  ["null", null],
  ["a number", 1],
  ["a string", "true"],
  ["an object", {}],
  ["a Boolean object", new Boolean(true)],
  ["a function", () => true],
];

export default {
  topic: "options",
  cases: [
    ...TIMEOUTS.flatMap((option) => [
      ...table(`${option} of %s is refused`, BAD_TIMEOUTS, (t, value) =>
        refusedOptions(t, { [option]: value }, option),
      ),
      ...table(`${option} of %s is accepted`, GOOD_TIMEOUTS, (t, value) =>
        sent(t, {}, { [option]: value }),
      ),
      {
        name: `${option} of 1 is accepted`,
        run: ({ sdk, assert }) => assert.isOk(new sdk.OdeusClient({ apiKey: KEY, [option]: 1 })),
      },
    ]),
    ...table("maxRetries of %s is refused", BAD_RETRIES, (t, maxRetries) =>
      refusedOptions(t, { maxRetries }, "maxRetries"),
    ),
    ...table("maxRetries of %s is accepted", GOOD_RETRIES, (t, maxRetries) =>
      sent(t, {}, { maxRetries }),
    ),
    ...table("%s as fetch is refused", NO_FUNCTIONS, (t, value) =>
      refusedOptions(t, { fetch: value }, "fetch"),
    ),
    ...table("%s as onAttempt is refused", NO_FUNCTIONS, (t, onAttempt) =>
      refusedOptions(t, { onAttempt }, "onAttempt"),
    ),
    ...table("%s as the signal is refused", NO_SIGNALS, async (t, signal) => {
      const { error, requests } = await call(t, { options: { signal } });
      assertConfigurationError(t, error, "signal");
      t.assert.lengthOf(requests, 0);
    }),
    {
      name: "an AbortSignal of another implementation is accepted",
      run: async (t) => {
        const target = new EventTarget();
        const signal = {
          aborted: false,
          reason: undefined,
          addEventListener: target.addEventListener.bind(target),
          removeEventListener: target.removeEventListener.bind(target),
        };
        await sent(t, {}, { signal });
      },
    },
    ...table("options that are %s are refused", NO_OPTIONS, async (t, options) => {
      const promise = t.sdk.updateIntegration(ID, {}, options);
      assertConfigurationError(t, await rejection(t, promise), "options");
      for (const run of [
        () => new t.sdk.OdeusClient(options),
        () => t.sdk.buildUpdateRequest(ID, {}, options),
      ]) {
        assertConfigurationError(t, thrown(t, run), "options");
      }
    }),
    ...table("a call's options that are %s are refused", NO_OPTIONS, async (t, options) => {
      const client = new t.sdk.OdeusClient({ apiKey: KEY });
      const error = await rejection(t, client.updateIntegration(ID, {}, options));
      assertConfigurationError(t, error, "options");
    }),
    ...table(
      "the unknown option %s is refused, and the message suggests the right option",
      UNKNOWN.map(([option, right]) => [option, option, right]),
      async (t, option, right) => {
        const error = await refusedOptions(t, { [option]: "value-not-shown" }, option);
        t.assert.include(error.message, `Did you mean "${right}"?`);
        t.assert.notInclude(error.message, "value-not-shown");
      },
    ),
    {
      name: "the message for timeout says that timeoutMs is in milliseconds",
      run: async (t) => {
        const error = await refusedOptions(t, { timeout: 30 }, "timeout");
        t.assert.include(error.message, "milliseconds");
      },
    },
    ...table(
      "the message for the unknown option %s says that a fetch function can do this",
      TRANSPORTS.map((option) => [option, option]),
      async (t, option) => {
        const error = await refusedOptions(t, { [option]: {} }, option);
        t.assert.include(error.message, '"fetch"');
        t.assert.notInclude(error.message, "Did you mean");
      },
    ),
    ...table(
      "a call on a client that gets the unknown option %s says where the right option belongs",
      [
        ["api_key", "api_key", "apiKey"],
        ["token", "token", "apiKey"],
        ["baseURL", "baseURL", "baseUrl"],
        ["dispatcher", "dispatcher", "fetch"],
      ],
      async (t, option, right) => {
        const client = new t.sdk.OdeusClient({ apiKey: KEY });
        const error = await rejection(t, client.updateIntegration(ID, {}, { [option]: "x" }));
        assertConfigurationError(t, error, option);
        t.assert.include(error.message, `"${right}"`);
        t.assert.include(error.message, "new OdeusClient");
      },
    ),
    {
      name: "a client that gets the unknown option abortSignal says that a signal belongs to a call",
      run: (t) => {
        const { signal } = new AbortController();
        const create = () => new t.sdk.OdeusClient({ apiKey: KEY, abortSignal: signal });
        const error = thrown(t, create);
        assertConfigurationError(t, error, "abortSignal");
        t.assert.include(error.message, '"signal"');
        t.assert.include(error.message, "updateIntegration");
      },
    },
    ...table("allowHttp of %s is refused", NO_BOOLEANS, async (t, allowHttp) => {
      const error = await refusedOptions(t, { allowHttp }, "allowHttp");
      t.assert.include(error.message, "true or false");
    }),
    {
      name: "an unknown option that is not similar to a known one is refused",
      run: (t) => refusedOptions(t, { zzzzzzzzzz: 1 }, "zzzzzzzzzz"),
    },
    ...table(
      "an unknown option whose name is %s is refused",
      [
        ["an empty string", ""],
        ["__proto__", "__proto__"],
        ["a method that objects inherit", "toString"],
        ["a lone surrogate", "\uD800"],
        ["a long text", "x".repeat(100_000)],
      ],
      async (t, name) => {
        const options = JSON.parse(`{${JSON.stringify(name)}:1,"apiKey":"${KEY}"}`);
        const error = await rejection(t, t.sdk.updateIntegration(ID, {}, options));
        assertError(t, error, "ConfigurationError", { code: "invalid_configuration" });
        t.assert.isAtMost(error.message.length, 500);
      },
    ),
    {
      name: "an unknown option that is undefined is refused as well",
      run: (t) => refusedOptions(t, { apikey: undefined }, "apikey"),
    },
    ...table(
      "a call on a client refuses the option %s",
      ["apiKey", "baseUrl", "deploymentUrl", "allowHttp", "fetch"].map((option) => [
        option,
        option,
      ]),
      async (t, option) => {
        const values = { apiKey: KEY, allowHttp: true, fetch };
        const options = { [option]: values[option] ?? "https://example.com" };
        const client = new t.sdk.OdeusClient({ apiKey: KEY });
        const error = await rejection(t, client.updateIntegration(ID, {}, options));
        assertConfigurationError(t, error, option);
      },
    ),
    {
      name: "a client refuses the option signal",
      run: (t) => {
        const { signal } = new AbortController();
        const error = thrown(t, () => new t.sdk.OdeusClient({ apiKey: KEY, signal }));
        assertConfigurationError(t, error, "signal");
      },
    },
    {
      name: "buildUpdateRequest refuses the option signal",
      run: (t) => {
        const { signal } = new AbortController();
        const build = () => t.sdk.buildUpdateRequest(ID, {}, { apiKey: KEY, signal });
        assertConfigurationError(t, thrown(t, build), "signal");
      },
    },
    {
      name: "options that are undefined are ignored",
      run: (t) =>
        sent(
          t,
          {},
          {
            deploymentUrl: undefined,
            allowHttp: undefined,
            timeoutMs: undefined,
            attemptTimeoutMs: undefined,
            headers: undefined,
            fetch: undefined,
            onAttempt: undefined,
            signal: undefined,
          },
        ),
    },
    {
      name: "inherited options are not read",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const own = { apiKey: KEY, baseUrl };
        const options = Object.assign(Object.create({ timeoutMs: -1, colour: 1 }), own);
        await t.sdk.updateIntegration(ID, {}, options);
        t.assert.lengthOf(await requests(), 1);
      },
    },
    {
      name: "an inherited key is not read",
      run: (t) => {
        const options = Object.create({ apiKey: KEY });
        const error = thrown(t, () => t.sdk.buildUpdateRequest(ID, {}, options));
        assertConfigurationError(t, error, "apiKey");
      },
    },
    {
      name: "a polluted Object.prototype changes no option",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const pollution = {
          apiKey: "polluted-key",
          baseUrl: "https://polluted.invalid",
          deploymentUrl: "https://polluted.invalid",
          allowHttp: "polluted",
          timeoutMs: -1,
          maxRetries: -1,
          fetch: () => t.assert.fail("the polluted fetch was called"),
          signal: AbortSignal.abort(),
          aborted: true,
        };
        const promise = polluted(pollution, () =>
          t.sdk.updateIntegration(ID, {}, { apiKey: KEY, baseUrl }),
        );
        await promise;
        const [request] = await requests();
        t.assert.equal(header(t, request, "authorization"), `Bearer ${KEY}`);
      },
    },
    {
      name: "an option whose getter throws is refused, and the thrown value is the cause",
      run: async (t) => {
        const cause = new Error("from the caller");
        const options = Object.defineProperty({ apiKey: KEY }, "timeoutMs", {
          enumerable: true,
          get() {
            throw cause;
          },
        });
        const error = await rejection(t, t.sdk.updateIntegration(ID, {}, options));
        assertConfigurationError(t, error, "timeoutMs");
        t.assert.strictEqual(error.cause, cause);
      },
    },
    {
      name: "a revoked proxy as options is refused",
      run: async (t) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        const error = await rejection(t, t.sdk.updateIntegration(ID, {}, proxy));
        assertConfigurationError(t, error, "options");
      },
    },
    {
      name: "an option of a call replaces the client's option",
      run: async (t) => {
        const { baseUrl } = await t.scripted.scenario({ ...UPDATED, delayMs: 2_000 });
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, timeoutMs: 30_000 });
        const error = await rejection(t, client.updateIntegration(ID, {}, { timeoutMs: 100 }));
        t.assert.instanceOf(error, t.sdk.APITimeoutError);
        t.assert.equal(error.timeoutMs, 100);
      },
    },
  ],
};
