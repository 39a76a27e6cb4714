import { assertError, call, failed, ID, KEY, table } from "../../support/calls.js";

const MIB = 1024 * 1024;
const INTEGRATION = { id: ID, name: "Name", description: "Description" };
const BODY = JSON.stringify({ integration: INTEGRATION });

/** Makes a good body of exactly `length` bytes. */
function sized(bytes) {
  return BODY.padEnd(bytes, " ");
}

function base64(...bytes) {
  return btoa(String.fromCharCode(...bytes));
}

function bytesOf(text) {
  return [...text].map((character) => character.charCodeAt(0));
}

function typed(type) {
  return { headers: { "content-type": type }, body: BODY };
}

const GOOD = [
  ["of status 200", { body: BODY }],
  ["of status 201", { status: 201, body: BODY }],
  ["of status 202", { status: 202, body: BODY }],
  ["of status 206", { status: 206, body: BODY }],
  ["of status 299", { status: 299, body: BODY }],
  ["without a content type", { body: BODY }],
  ["with the type text/html", typed("text/html")],
  ["with another charset", typed("application/json; charset=iso-8859-1")],
  ["with an invalid type", typed(";;;")],
  ["in chunks", { body: BODY, chunked: true }],
  ["in gzip", { body: BODY, gzip: true }],
  ["in gzip and chunks", { body: BODY, gzip: true, chunked: true }],
  ["with a byte order mark", { body: `\uFEFF${BODY}` }],
  ["with white space around", { body: `\r\n\t ${BODY}\n` }],
  ["of exactly 1 MiB", { body: sized(MIB) }],
  ["of exactly 1 MiB in chunks", { body: sized(MIB), chunked: true }],
  ["of exactly 1 MiB after decompression", { body: sized(MIB), gzip: true }],
];

/** Bodies that are empty or not whole: they do not speak against the API. */
const MISSING_BODIES = [
  ["no characters", { body: "" }],
  ["only a byte order mark", { body: "\uFEFF" }],
  ["1 MiB and 1 byte", { body: sized(MIB + 1) }],
  ["1 MiB and 1 byte in chunks", { body: sized(MIB + 1), chunked: true }],
  ["1 MiB and 1 byte after decompression", { body: sized(MIB + 1), gzip: true }],
  ["20 MiB after decompression", { body: sized(20 * MIB), gzip: true }],
];

/**
 * The bodies that cannot be used, each with the expected `applied`. A whole body that is not the API's may
 * come from a login page.
 */
const UNUSABLE_BODIES = [
  ["only white space", { body: " \n" }],
  ["text", { body: "OK" }],
  ["HTML", { headers: { "content-type": "text/html" }, body: "<!doctype html><p>Hello" }],
  ["null", { body: "null" }],
  ["true", { body: "true" }],
  ["a number", { body: "5" }],
  ["a string", { body: JSON.stringify(BODY) }],
  ["an array", { body: `[${BODY}]` }],
  ["an empty object", { body: "{}" }],
  ["the integration alone", { body: JSON.stringify(INTEGRATION) }],
  ["an integration that is null", { body: '{"integration":null}' }],
  ["an integration that is an array", { body: `{"integration":[${JSON.stringify(INTEGRATION)}]}` }],
  ["an integration that is a string", { body: `{"integration":"${ID}"}` }],
  ["an integration that is a number", { body: '{"integration":5}' }],
  ["an integration that is true", { body: '{"integration":true}' }],
  ["no id", { body: '{"integration":{"name":"A"}}' }],
  ["an id that is null", { body: '{"integration":{"id":null}}' }],
  ["an id that is a number", { body: '{"integration":{"id":5}}' }],
  ["an id that is an object", { body: '{"integration":{"id":{}}}' }],
  ["an id that is an array", { body: `{"integration":{"id":["${ID}"]}}` }],
  ["the integration in __proto__", { body: `{"__proto__":${BODY}}` }],
  ["the id in __proto__", { body: `{"integration":{"__proto__":{"id":"${ID}"}}}` }],
  ["the key in another case", { body: BODY.replace("integration", "Integration") }],
  ["incomplete JSON", { body: BODY.slice(0, -1) }],
  ["JSON and more text after it", { body: `${BODY}x` }],
  ["two JSON texts", { body: `${BODY}\n${BODY}` }],
  ["a trailing comma", { body: BODY.replace("}}", "},}") }],
  ["a comment", { body: `/* */${BODY}` }],
  ["single quotes", { body: BODY.replaceAll('"', "'") }],
  ["a JSONP call", { body: `f(${BODY})` }],
  ["a guard before the JSON", { body: `)]}',\n${BODY}` }],
  ["two byte order marks", { body: `\uFEFF\uFEFF${BODY}` }],
  ["a control character in a string", { body: BODY.replace("Name", "a\u0001b") }],
  ["invalid UTF-8", { bodyBase64: base64(...bytesOf(BODY.slice(0, -2)), 0xff, 0x7d, 0x7d) }],
  [
    "invalid UTF-8 in a string",
    { bodyBase64: base64(...bytesOf('{"integration":{"id":"'), 0xc3, ...bytesOf('"}}')) },
  ],
  [
    "a surrogate in UTF-8",
    {
      bodyBase64: base64(...bytesOf('{"integration":{"id":"'), 0xed, 0xa0, 0x80, ...bytesOf('"}}')),
    },
  ],
  ["UTF-16", { bodyBase64: base64(0xff, 0xfe, ...bytesOf(BODY).flatMap((byte) => [byte, 0])) }],
]
  .map(([what, answer]) => [what, answer, "unknown"])
  .concat(MISSING_BODIES.map(([what, answer]) => [what, answer, "yes"]));

function nested(depth) {
  return `{"integration":{"id":"${ID}","deep":${"[".repeat(depth)}${"]".repeat(depth)}}}`;
}

export default {
  topic: "answers",
  cases: [
    ...table("an answer %s resolves to its body", GOOD, async (t, answer) => {
      const { value, error } = await call(t, { answers: [answer] });
      t.assert.isUndefined(error);
      t.assert.deepEqual(value, { integration: INTEGRATION });
    }),
    {
      name: "unknown fields of an answer are kept",
      run: async (t) => {
        const body = {
          integration: { ...INTEGRATION, color: null, tags: [1, { a: [] }], nested: { id: 5 } },
          meta: { page: 1 },
        };
        const { value } = await call(t, { answers: [{ body: JSON.stringify(body) }] });
        t.assert.deepEqual(value, body);
      },
    },
    {
      name: "an integration with only an id is accepted",
      run: async (t) => {
        const { value } = await call(t, { answers: [{ body: '{"integration":{"id":"x"}}' }] });
        t.assert.deepEqual(value, { integration: { id: "x" } });
      },
    },
    {
      name: "characters of any kind are kept",
      run: async (t) => {
        const name = "\u00E9e\u0301\u{1F680}\u2028\uFFFD\u0000";
        const body = { integration: { id: ID, name } };
        const answers = [{ body: JSON.stringify(body), chunked: true }];
        t.assert.deepEqual((await call(t, { answers })).value, body);
      },
    },
    {
      name: "characters that are split between chunks are kept",
      run: async (t) => {
        const name = "\u20AC\u{1F680}".repeat(1_000);
        const answers = [
          { body: JSON.stringify({ integration: { id: ID, name } }), chunked: true },
        ];
        t.assert.equal((await call(t, { answers })).value.integration.name, name);
      },
    },
    {
      name: "__proto__ in an answer pollutes nothing",
      run: async (t) => {
        const body = `{"__proto__":{"polluted":1},"integration":{"id":"x","__proto__":{"b":1}}}`;
        const { value } = await call(t, { answers: [{ body }] });
        t.assert.equal(Object.getPrototypeOf(value), Object.prototype);
        t.assert.equal(Object.getPrototypeOf(value.integration), Object.prototype);
        t.assert.isUndefined({}.polluted);
        t.assert.deepEqual(Object.keys(value), ["__proto__", "integration"]);
      },
    },
    {
      name: "the last of two equal keys is used",
      run: async (t) => {
        const body = '{"integration":null,"integration":{"id":5,"id":"x"}}';
        t.assert.equal((await call(t, { answers: [{ body }] })).value.integration.id, "x");
      },
    },
    ...table(
      "an answer that is %s deep resolves or gives an InvalidResponseError",
      [
        ["1,000 arrays", 1_000],
        ["100,000 arrays", 100_000],
        ["500,000 arrays", 500_000],
      ],
      async (t, depth) => {
        const { value, error } = await call(t, { answers: [{ body: nested(depth) }] });
        if (error) assertError(t, error, "InvalidResponseError", { applied: "unknown" });
        else t.assert.equal(value.integration.id, ID);
      },
    ),
    ...table(
      "a 200 with %s gives an InvalidResponseError",
      UNUSABLE_BODIES,
      async (t, answer, applied) => {
        const answers = [{ ...answer, headers: { ...answer.headers, "x-request-id": "req-1" } }];
        const { error, requests } = await call(t, { answers, options: { maxRetries: 2 } });
        assertError(t, error, "InvalidResponseError", {
          code: "invalid_response",
          status: 200,
          requestId: "req-1",
          attempts: 1,
          applied,
          retryable: false,
        });
        t.assert.isAtMost(error.message.length, 500);
        t.assert.equal(/update was made|made the update/.test(error.message), applied === "yes");
        if (applied === "unknown") t.assert.match(error.message, /status 200.*|baseUrl/);
        t.assert.lengthOf(requests, 1, "the call is not repeated");
      },
    ),
    ...table(
      "a %s gives an InvalidResponseError with that status",
      [
        ["204", 204],
        ["205", 205],
        ["201 with an empty body", 201],
      ],
      async (t, status) => {
        const error = await failed(t, { answers: [{ status }] });
        assertError(t, error, "InvalidResponseError", { status, applied: "yes" });
      },
    ),
    {
      name: "a client can be used again after an unusable answer",
      run: async (t) => {
        const answers = [{ body: "no" }, { body: sized(MIB + 1), gzip: true }, { body: BODY }];
        const { baseUrl } = await t.scripted.scenario(...answers);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        await client.updateIntegration(ID, {}).catch(() => {});
        await client.updateIntegration(ID, {}).catch(() => {});
        const value = await client.updateIntegration(ID, {});
        t.assert.deepEqual(value, { integration: INTEGRATION });
      },
    },
  ],
};
