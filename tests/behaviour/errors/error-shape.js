/** The properties that every error has. */
import {
  assertError,
  call,
  failed,
  ID,
  jsonAnswer,
  KEY,
  shown,
  table,
  UPDATED,
} from "../../support/calls.js";

/** One setup for each kind of error that does not need a broken connection. */
const KINDS = [
  ["ValidationError", () => ({ changes: { name: 5 } })],
  ["ConfigurationError", () => ({ options: { timeoutMs: 0 } })],
  ["BadRequestError", () => status(400)],
  ["AuthenticationError", () => status(401)],
  ["PermissionDeniedError", () => status(403)],
  ["NotFoundError", () => status(404)],
  ["RateLimitError", () => status(429)],
  ["InternalServerError", () => status(500)],
  ["APIError", () => status(418)],
  ["InvalidResponseError", () => ({ answers: [{ body: "OK" }] })],
  ["APIConnectionError", () => ({ options: { fetch: () => Promise.reject(new TypeError("x")) } })],
  ["APITimeoutError", () => ({ answers: [{ delayMs: 2_000 }], options: { timeoutMs: 50 } })],
  ["AbortError", () => ({ options: { signal: AbortSignal.abort() } })],
];

const ALWAYS = ["name", "code", "message", "attempts", "applied", "retryable"];
const OWN = {
  ValidationError: ["issues"],
  ConfigurationError: ["option"],
  RateLimitError: ["retryAfterMs"],
  InvalidResponseError: ["status", "requestId"],
  APITimeoutError: ["timeoutMs"],
};
const API_ERRORS = [
  "APIError",
  "BadRequestError",
  "AuthenticationError",
  "PermissionDeniedError",
  "NotFoundError",
  "RateLimitError",
  "InternalServerError",
];

function status(value) {
  const headers = { "x-request-id": "req-1", "retry-after": "1" };
  return { answers: [jsonAnswer({ message: "from the API" }, value, headers)] };
}

/** Bodies with the API's own message in them. */
const MESSAGES = [
  ["message", { message: "the reason" }],
  ["an error that is a string", { error: "the reason" }],
  ["an error with a message", { error: { message: "the reason", code: 5 } }],
  ["more fields", { statusCode: 400, message: "the reason", details: [] }],
];

/** Bodies without a message of the API. */
const NO_MESSAGES = [
  ["a message that is a number", { message: 5 }],
  ["a message that is an object", { message: { text: "x" } }],
  ["an error that is null", { error: null }],
  ["an error with a message that is an array", { error: { message: ["x"] } }],
  ["an empty object", {}],
  ["null", null],
  ["an array", ["x"]],
  ["a message in __proto__", JSON.parse('{"__proto__":{"message":"inherited"}}')],
];

const BODIES = [
  ["an object", '{"a":[1]}', { a: [1] }],
  ["null", "null", null],
  ["a number", "5", 5],
  ["a string", '"text"', "text"],
  ["text", "Bad Gateway", "Bad Gateway"],
  ["HTML", "<h1>502</h1>", "<h1>502</h1>"],
  ["incomplete JSON", '{"message":"x', '{"message":"x'],
  ["JSON after a byte order mark", '\uFEFF{"a":1}', { a: 1 }],
  ["no characters", "", undefined],
  ["2,000 characters of text", "x".repeat(2_000), "x".repeat(2_000)],
  ["2,001 characters of text", "x".repeat(2_001), "x".repeat(2_000)],
  ["a million characters of text", "x".repeat(1_000_000), "x".repeat(2_000)],
];

export default {
  topic: "the shape of errors",
  cases: [
    ...table(
      "%s has the properties of every error",
      KINDS.map(([name, setup]) => [name, name, setup]),
      async (t, name, setup) => {
        const error = await failed(t, setup());
        assertError(t, error, name);
        t.assert.instanceOf(error, Error);
        t.assert.instanceOf(error, t.sdk.OdeusError);
        t.assert.equal(Object.prototype.toString.call(error), "[object Error]");
        t.assert.match(error.code, /^[a-z]+(_[a-z]+)*$/);
        t.assert.isNotEmpty(error.message);
        t.assert.isAtMost(error.message.length, 500);
        t.assert.isTrue(Number.isInteger(error.attempts));
        t.assert.include(["no", "unknown", "yes"], error.applied);
        t.assert.isBoolean(error.retryable);
        t.assert.equal(String(error), `${name}: ${error.message}`);
        t.assert.include(error.stack, error.message);
      },
    ),
    ...table(
      "the JSON of %s has the properties of the error",
      KINDS.map(([name, setup]) => [name, name, setup]),
      async (t, name, setup) => {
        const error = await failed(t, setup());
        const json = JSON.parse(JSON.stringify(error));
        const own = API_ERRORS.includes(name) ? ["status", "requestId"] : [];
        for (const key of [...ALWAYS, ...own, ...(OWN[name] ?? [])]) {
          t.assert.deepEqual(json[key], error[key], key);
        }
        t.assert.notProperty(json, "body");
        t.assert.notProperty(json, "stack");
      },
    ),
    ...table(
      "%s is an instance of its own class and its parents only",
      KINDS.map(([name, setup]) => [name, name, setup]),
      async (t, name, setup) => {
        const error = await failed(t, setup());
        const parents = ["OdeusError", API_ERRORS.includes(name) ? "APIError" : "", name];
        for (const [other] of KINDS) {
          const expected = parents.includes(other);
          t.assert.equal(error instanceof t.sdk[other], expected, `instanceof ${other}`);
        }
      },
    ),
    ...table(
      "%s names the integration in lower case",
      KINDS.map(([name, setup]) => [name, setup]),
      async (t, setup) => {
        const error = await failed(t, { ...setup(), id: ID.toUpperCase() });
        t.assert.equal(error.integrationId, ID);
        t.assert.equal(error.toJSON().integrationId, ID);
        t.assert.match(error.message, new RegExp(`^Integration ${ID}: [A-Z\`a-z].*[^ ]$`));
      },
    ),
    {
      name: "an error names no integration if the id is not valid",
      run: async (t) => {
        const error = await failed(t, { id: "no" });
        t.assert.notProperty(error, "integrationId");
        t.assert.match(error.message, /^Nothing was sent\. /);
      },
    },
    ...table(
      "%s has no property that is undefined",
      KINDS.map(([name, setup]) => [name, setup]),
      async (t, setup) => {
        const error = await failed(t, setup());
        for (const key of Reflect.ownKeys(error)) {
          // Some runtimes keep the stack's parts in own properties.
          if (!["line", "column", "sourceURL"].includes(key)) t.assert.isDefined(error[key], key);
        }
        t.assert.notInclude(error.message, "undefined");
      },
    ),
    ...table("the API's message is found in a body with %s", MESSAGES, async (t, body) => {
      const error = await failed(t, { answers: [jsonAnswer(body, 400)] });
      t.assert.include(error.message, "the reason");
      t.assert.deepEqual(error.body, body);
    }),
    ...table("an error whose body has %s has a message", NO_MESSAGES, async (t, body) => {
      const error = await failed(t, { answers: [jsonAnswer(body, 400)] });
      assertError(t, error, "BadRequestError", { body });
      t.assert.isNotEmpty(error.message);
      t.assert.notMatch(error.message, /undefined|\[object|inherited/);
    }),
    {
      name: "the API's message is found in a body of another content type",
      run: async (t) => {
        const headers = { "content-type": "text/plain" };
        const answers = [{ status: 400, headers, body: '{"message":"the reason"}' }];
        t.assert.include((await failed(t, { answers })).message, "the reason");
      },
    },
    {
      name: "a message is cut at 500 characters",
      run: async (t) => {
        const message = "x".repeat(10_000);
        const error = await failed(t, { answers: [jsonAnswer({ message }, 400)] });
        t.assert.isAtMost(error.message.length, 500);
        t.assert.include(error.message, "x".repeat(300));
        t.assert.equal(error.body.message, message);
      },
    },
    {
      name: "a message is not cut inside a character",
      run: async (t) => {
        for (const front of ["", "x"]) {
          const message = front + "\u{1F680}".repeat(500);
          const error = await failed(t, { answers: [jsonAnswer({ message }, 400)] });
          t.assert.isAtMost(error.message.length, 500);
          t.assert.notMatch(error.message, /\p{Surrogate}/u, "a lone surrogate");
        }
      },
    },
    ...table("the body of an error is kept: %s", BODIES, async (t, body, expected) => {
      const error = await failed(t, { answers: [{ status: 404, body }] });
      assertError(t, error, "NotFoundError", { body: expected });
    }),
    {
      name: "a status whose body is over 1 MiB gives the error of that status",
      run: async (t) => {
        const body = "x".repeat(1024 * 1024 + 1);
        for (const gzip of [false, true]) {
          const error = await failed(t, { answers: [{ status: 404, body, gzip }] });
          assertError(t, error, "NotFoundError", { status: 404, applied: "no" });
        }
      },
    },
    {
      name: "a status whose body is invalid UTF-8 gives the error of that status",
      run: async (t) => {
        const answers = [{ status: 404, bodyBase64: "/////w==" }];
        assertError(t, await failed(t, { answers }), "NotFoundError", { status: 404 });
      },
    },
    ...table(
      "the request id is taken from %s",
      [
        ["x-request-id", { "x-request-id": "req-1" }, "req-1"],
        ["request-id", { "request-id": "req-2" }, "req-2"],
        ["a header with spaces and tabs around it", { "x-request-id": " \treq-3\t " }, "req-3"],
        ["no header", {}, undefined],
      ],
      async (t, headers, requestId) => {
        const notFound = await failed(t, { answers: [{ status: 404, headers }] });
        assertError(t, notFound, "NotFoundError", { requestId });
        const invalid = await failed(t, { answers: [{ headers }] });
        assertError(t, invalid, "InvalidResponseError", { requestId });
      },
    ),
    {
      // The time of a slow search for the end would grow with the square of the spaces, to minutes.
      name: "a request id with 200,000 spaces in it is read at once",
      run: async (t) => {
        const requestId = `a${" ".repeat(200_000)}b`;
        const fetch = async () => ({ status: 404, headers: { get: () => `${requestId} \t` } });
        const begun = performance.now();
        const { error } = await call(t, { options: { fetch } });
        t.assert.isBelow(performance.now() - begun, 2_000);
        t.assert.isTrue(error.requestId === requestId);
      },
    },
    {
      name: "no error of a call shows the key, even if the key is the id",
      run: async (t) => {
        const fetch = async () => ({ status: 404 });
        const error = await t.sdk
          .updateIntegration(ID, {}, { apiKey: ID, fetch })
          .catch((reason) => reason);
        assertError(t, error, "NotFoundError", { integrationId: "[redacted]" });
        t.assert.notInclude(shown(error), ID);
      },
    },
    {
      name: "the cause of an error without a cause is undefined",
      run: async (t) => t.assert.isUndefined((await failed(t, status(404))).cause),
    },
    {
      name: "a client can be used again after a failed call",
      run: async (t) => {
        const answers = [{ status: 404 }, { body: "OK" }, UPDATED];
        const { baseUrl } = await t.scripted.scenario(...answers);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        await client.updateIntegration(ID, {}).catch(() => {});
        await client.updateIntegration("no", {}).catch(() => {});
        await client.updateIntegration(ID, {}).catch(() => {});
        t.assert.equal((await client.updateIntegration(ID, {})).integration.id, ID);
      },
    },
    {
      name: "no attempt is made for invalid input",
      run: async (t) => {
        const { error, requests } = await call(t, { id: "no", changes: { name: 5 } });
        assertError(t, error, "ValidationError", { attempts: 0, applied: "no" });
        t.assert.lengthOf(requests, 0);
      },
    },
  ],
};
