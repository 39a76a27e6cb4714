/** The package never shows the key, even if the server echoes it. */
import { assertError, call, ID, KEY, settle, shown, table } from "../../support/calls.js";

const ECHOED = JSON.stringify({
  integration: { id: ID, name: "{{key}}", nested: [{ a: "x {{authorization}} y" }] },
  "{{key}}": 1,
});

/** Answers that contain the key. A call rejects with each of them except the first. */
const ANSWERS = [
  ["the body of an update", { body: ECHOED }],
  ["an error's message", { status: 400, body: '{"message":"bad key {{key}}"}' }],
  ["the property error of an error", { status: 401, body: '{"error":"bad {{authorization}}"}' }],
  ["a nested message", { status: 401, body: '{"error":{"message":"{{key}}"}}' }],
  ["a nested field of an error", { status: 403, body: '{"a":[{"b":{"c":"{{key}}"}}]}' }],
  ["a field's name", { status: 404, body: '{"{{key}}":{"x {{key}}":1}}' }],
  ["a JSON string", { status: 404, body: '"{{key}}"' }],
  ["text", { status: 502, body: "proxy: {{authorization}} refused" }],
  ["HTML", { status: 502, body: "<pre>{{key}}{{key}}</pre>" }],
  ["the reason phrase", { status: 500, statusText: "no {{key}}" }],
  ["x-request-id", { status: 500, headers: { "x-request-id": "{{key}}" } }],
  ["request-id", { status: 500, headers: { "request-id": "a-{{key}}-b" } }],
  ["the request id of an invalid response", { headers: { "x-request-id": "{{key}}" }, body: "" }],
  ["retry-after", { status: 429, headers: { "retry-after": "{{key}}" } }],
  ["a redirect's address", { status: 302, headers: { location: "https://a.example/?k={{key}}" } }],
  ["a body that is not JSON", { body: "OK {{key}}" }],
  ["a body of the wrong shape", { body: '{"integration":"{{key}}"}' }],
  ["a message that is cut inside the key", cutMessage(490)],
  ["a message that is cut near its end", cutMessage(440)],
  ["a text that is cut inside the key", { status: 502, body: `${"x".repeat(1_990)}{{key}}` }],
];

function cutMessage(length) {
  return { status: 400, body: JSON.stringify({ message: `${"x".repeat(length)}{{key}}` }) };
}

/** The key, and parts of it that help to guess it. */
const PARTS = [KEY, KEY.slice(0, 10), KEY.slice(-10)];

function assertNotShown(t, value, what) {
  const text = shown(value);
  for (const part of PARTS) t.assert.notInclude(text, part, what);
}

const FAILURES = [
  ["an error with the key in its message", () => new Error(`failed: Bearer ${KEY}`)],
  ["an error with the key in its cause", () => new Error("x", { cause: new Error(KEY) })],
  ["an error with the key in a field", () => Object.assign(new Error("x"), { headers: KEY })],
  ["a string", () => `failed: ${KEY}`],
  ["an object", () => ({ request: { headers: { authorization: `Bearer ${KEY}` } } })],
];

/** Where a caller may put the key by mistake: the options, the changes, the id. */
const MISPLACED = [
  ["the name of a header", { headers: { [`Authorization: Bearer ${KEY}`]: "" } }],
  ["the name of a header without a text", { headers: { [KEY]: 5 } }],
  ["the name of an option", { [KEY]: 1 }],
  ["the end of a long name of an option", { [`the-option-with-the-key-${KEY}`]: 1 }],
  ["the name of a field", {}, { [`x ${KEY}`]: 1 }],
];

function thrown(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

export default {
  topic: "redaction",
  cases: [
    ...table("a key that the server echoes in %s is not shown", ANSWERS, async (t, answer) => {
      const answers = [{ ...answer, echo: true }];
      const { value, error } = await call(t, { answers });
      const what = value ?? error;
      assertNotShown(t, what, "the value or the error");
      assertNotShown(t, structuredClone(value ?? { ...error }), "a clone");
      if (error) assertNotShown(t, structuredClone(error), "a clone of the error");
    }),
    {
      name: "an echoed key is replaced by [redacted] and the rest is kept",
      run: async (t) => {
        const { value } = await call(t, { answers: [{ body: ECHOED, echo: true }] });
        t.assert.equal(value.integration.name, "[redacted]");
        t.assert.match(value.integration.nested[0].a, /^x .*\[redacted\] y$/);
        t.assert.equal(value.integration.id, ID);
      },
    },
    {
      name: "a key with characters that JSON escapes is not shown",
      run: async (t) => {
        const apiKey = 'quote"back\\slash/0123456789';
        const answer = { status: 400, body: "no {{key}}", echo: true };
        const { error } = await call(t, { answers: [answer], options: { apiKey } });
        t.assert.notInclude(shown(error), apiKey);
        t.assert.notInclude(shown(error), JSON.stringify(apiKey).slice(1, -1));
      },
    },
    {
      name: "a key that is a replacement pattern is not shown",
      run: async (t) => {
        const apiKey = "$&$1.*(a|b)+[^x]";
        const answer = { status: 400, body: '{"message":"no {{key}} here"}', echo: true };
        const { error } = await call(t, { answers: [answer], options: { apiKey } });
        t.assert.notInclude(shown(error), apiKey);
        t.assert.include(error.message, "no [redacted] here");
      },
    },
    ...table("a key in %s that fetch fails with is not shown", FAILURES, async (t, make) => {
      const options = { fetch: () => Promise.reject(make()) };
      const { error } = await call(t, { options });
      assertError(t, error, "APIConnectionError");
      assertNotShown(t, error, "the error");
    }),
    {
      name: "an event does not show the key",
      run: async (t) => {
        const events = [];
        const headers = { "x-request-id": "{{key}}" };
        const answers = [{ status: 404, headers, body: "{{key}}", echo: true }];
        await call(t, { answers, options: { onAttempt: (event) => events.push(event) } });
        t.assert.lengthOf(events, 1);
        assertNotShown(t, events[0], "the event");
      },
    },
    {
      name: "a client does not show the key",
      run: ({ sdk, assert }) => {
        const client = new sdk.OdeusClient({ apiKey: KEY });
        assert.notInclude(shown(client), KEY);
        assert.notInclude(shown(structuredClone({ ...client })), KEY);
      },
    },
    {
      name: "header values and addresses of refused options are not shown",
      run: async (t) => {
        for (const options of [
          { headers: { "x-secret": `${KEY}\n` } },
          { baseUrl: `https://${KEY}@a.example` },
        ]) {
          const { error } = await call(t, { options: { apiKey: "other-key", ...options } });
          assertError(t, error, "ConfigurationError");
          assertNotShown(t, error, "the error");
        }
      },
    },
    ...table(
      "a key that the caller put into %s of a refused call is not shown",
      MISPLACED,
      async (t, options, changes = {}, id = ID) => {
        const client = { apiKey: KEY, ...options };
        const refusals = [(await settle(t.sdk.updateIntegration(id, changes, client))).error];
        for (const run of [
          () => new t.sdk.OdeusClient(client),
          () => t.sdk.buildUpdateRequest(id, changes, client),
        ]) {
          refusals.push(thrown(run));
        }
        for (const error of refusals.filter((error) => error !== undefined)) {
          t.assert.instanceOf(error, t.sdk.OdeusError);
          assertNotShown(t, error, "the error");
        }
        t.assert.isDefined(refusals[0]);
      },
    ),
  ],
};
