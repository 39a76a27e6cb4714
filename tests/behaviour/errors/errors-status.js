/** The error class and the code of each status. These calls make one attempt only. */
import {
  appliedBy,
  assertError,
  call,
  failed,
  ID,
  jsonAnswer,
  table,
} from "../../support/calls.js";

/** The rows of the contract's table that name one status. */
const CLASSES = [
  ["400", 400, "BadRequestError", "bad_request"],
  ["401", 401, "AuthenticationError", "authentication_failed"],
  ["403", 403, "PermissionDeniedError", "permission_denied"],
  ["404", 404, "NotFoundError", "not_found"],
  ["429", 429, "RateLimitError", "rate_limited"],
];

const SERVER_ERRORS = [500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 529, 599];
const REDIRECTS = [300, 301, 302, 303, 304, 305, 306, 307, 308, 399];
const OTHERS = [
  402, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 418, 422, 423, 425, 451, 499,
];
const RETRYABLE = [408, 429, 500, 502, 503, 504];

const RETRY_AFTERS = [
  ["retry-after in seconds", { "retry-after": "7" }, 7_000],
  ["retry-after with spaces and tabs around it", { "retry-after": " \t7 \t" }, 7_000],
  ["retry-after of 0", { "retry-after": "0" }, 0],
  ["retry-after-ms", { "retry-after-ms": "1500" }, 1_500],
  [
    "retry-after as a date, measured by the server's clock",
    {
      date: "Sun, 06 Nov 1994 08:49:37 GMT",
      "retry-after": "Sun, 06 Nov 1994 08:49:47 GMT",
    },
    10_000,
  ],
  [
    "retry-after and a date with spaces after them",
    {
      date: "Sun, 06 Nov 1994 08:49:37 GMT ",
      "retry-after": "Sun, 06 Nov 1994 08:49:47 GMT\t",
    },
    10_000,
  ],
  ["no retry-after", {}, undefined],
  ["retry-after that is not a number", { "retry-after": "soon" }, undefined],
  ["retry-after that is negative", { "retry-after": "-1" }, undefined],
  ["retry-after with a fraction", { "retry-after": "1.5" }, undefined],
];

function rows(statuses) {
  return statuses.map((status) => [String(status), status]);
}

/** Asserts the properties of an error that all statuses have in common. */
async function assertStatus(t, status, className, code) {
  const body = { message: `message of ${status}` };
  const answer = jsonAnswer(body, status, { "x-request-id": "req-1" });
  const { error, requests } = await call(t, { answers: [answer] });
  assertError(t, error, className, {
    code,
    status,
    requestId: "req-1",
    attempts: 1,
    applied: appliedBy(status),
    retryable: RETRYABLE.includes(status),
  });
  t.assert.instanceOf(error, t.sdk.APIError);
  t.assert.instanceOf(error, t.sdk.OdeusError);
  // A 304 has no body.
  if (status !== 304) {
    t.assert.deepEqual(error.body, body);
    t.assert.include(error.message, body.message);
  }
  t.assert.lengthOf(requests, 1);
}

export default {
  topic: "error statuses",
  cases: [
    ...CLASSES.map(([label, status, className, code]) => ({
      name: `${label} is a ${className} with the code ${code}`,
      run: (t) => assertStatus(t, status, className, code),
    })),
    ...table(
      "%s is an InternalServerError with the code server_error",
      rows(SERVER_ERRORS),
      (t, status) => assertStatus(t, status, "InternalServerError", "server_error"),
    ),
    ...table("%s is an APIError with the code unexpected_redirect", rows(REDIRECTS), (t, status) =>
      assertStatus(t, status, "APIError", "unexpected_redirect"),
    ),
    ...table("%s is an APIError with the code unexpected_status", rows(OTHERS), (t, status) =>
      assertStatus(t, status, "APIError", "unexpected_status"),
    ),
    ...table("a %s is never followed", rows([301, 302, 303, 307, 308]), async (t, status) => {
      const other = await t.scripted.scenario({});
      const headers = { location: `${other.baseUrl}/integrations/v1/${ID}` };
      const answers = [{ status, headers }];
      const { error, requests } = await call(t, { answers, options: { maxRetries: 2 } });
      assertError(t, error, "APIError", { code: "unexpected_redirect", status });
      t.assert.lengthOf(requests, 1);
      t.assert.lengthOf(await other.requests(), 0);
    }),
    {
      name: "a redirect to the same host is not followed",
      run: async (t) => {
        const answers = [{ status: 307, headers: { location: "?again" } }];
        const { error, requests } = await call(t, { answers });
        assertError(t, error, "APIError", { code: "unexpected_redirect", status: 307 });
        t.assert.lengthOf(requests, 1);
      },
    },
    {
      name: "the message of a 403 names the scope INTEGRATION_API",
      run: async (t) => {
        const error = await failed(t, { answers: [{ status: 403 }] });
        t.assert.include(error.message, "INTEGRATION_API");
      },
    },
    {
      name: "the message of a 403 names the scope next to the API's own message",
      run: async (t) => {
        const error = await failed(t, { answers: [jsonAnswer({ message: "No access" }, 403)] });
        t.assert.include(error.message, "INTEGRATION_API");
        t.assert.include(error.message, "No access");
      },
    },
    ...table(
      "a 429 with %s has the right retryAfterMs",
      RETRY_AFTERS,
      async (t, headers, expected) => {
        const error = await failed(t, { answers: [{ status: 429, headers }] });
        assertError(t, error, "RateLimitError", { retryAfterMs: expected });
      },
    ),
    {
      name: "the local Odeus refuses a wrong key with a 401",
      run: (t) => refusedByOdeus(t, { apiKey: "wrong-key" }, "AuthenticationError"),
    },
    {
      name: "the local Odeus refuses a key without the scope with a 403",
      run: async (t) => {
        const workspace = await t.odeus.workspace();
        const { apiKeyWithoutScope: apiKey, baseUrl, integrationId } = workspace;
        const promise = t.sdk.updateIntegration(integrationId, {}, { apiKey, baseUrl });
        assertError(t, await promise.catch((error) => error), "PermissionDeniedError");
      },
    },
    {
      name: "the local Odeus refuses an unknown integration with a 404",
      run: (t) => refusedByOdeus(t, {}, "NotFoundError", ID),
    },
    {
      name: "the local Odeus refuses a request over the limit with a 429",
      run: (t) => refusedByOdeus(t, { maxRetries: 0 }, "RateLimitError", undefined, 0),
    },
    {
      name: "the local Odeus refuses a request with an Origin with a 403",
      run: (t) =>
        refusedByOdeus(
          t,
          { headers: { origin: "https://example.com" }, fetch: sendOrigin },
          "PermissionDeniedError",
        ),
    },
  ],
};

/** Sends a request with an `Origin`. Some runtimes remove the header; then it is set once more. */
async function sendOrigin(input, init) {
  const request = new Request(input, init);
  if (!request.headers.has("origin")) request.headers.set("origin", "https://example.com");
  return fetch(request);
}

async function refusedByOdeus(t, options, className, id, rateLimit) {
  const { apiKey, baseUrl, integrationId, requests } = await t.odeus.workspace({ rateLimit });
  const all = { apiKey, baseUrl, ...options };
  const promise = t.sdk.updateIntegration(id ?? integrationId, { name: "A" }, all);
  const error = await promise.catch((reason) => reason);
  assertError(t, error, className, { attempts: 1, applied: "no" });
  t.assert.isNotEmpty(error.requestId);
  t.assert.include(error.message, error.body.message);
  t.assert.lengthOf(await requests(), 1);
}
