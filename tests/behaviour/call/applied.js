/** `applied`: whether the update was made, after every kind of answer and of failure. */
import { answering, refused, silence } from "../../support/answering.js";
import { jsonAnswer } from "../../support/calls.js";
import { assertOutcome, GIVEN_ID, SENT_ID } from "../../support/outcomes.js";

/** A loopback port that no service has, and that no runtime's `fetch` blocks. */
const REFUSED_PORT = "http://127.0.0.1:4";

const ONCE = { maxRetries: 0 };

/** Fails as on Node. */
const failing = (code, message) => () =>
  Promise.reject(
    new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }),
  );
const unknownHost = failing("ENOTFOUND", "getaddrinfo ENOTFOUND odeus.example");
const lost = failing("ECONNRESET", "read ECONNRESET");

const REDIRECTS = [300, 301, 302, 303, 304, 307, 308].map((status) => [
  status,
  "unexpected_redirect",
]);
const CLIENT_ERRORS = [
  [400, "bad_request"],
  [401, "authentication_failed"],
  [403, "permission_denied"],
  [404, "not_found"],
  [408, "unexpected_status"],
  [409, "unexpected_status"],
  [422, "unexpected_status"],
  [429, "rate_limited"],
];
const SERVER_ERRORS = [500, 501, 502, 503, 504, 520, 599].map((status) => [status, "server_error"]);

/** Each status, its code, and `applied`. */
const STATUSES = [
  ...[...REDIRECTS, ...CLIENT_ERRORS].map((row) => [...row, "no"]),
  ...SERVER_ERRORS.map((row) => [...row, "unknown"]),
];

/** Statuses that only a test double can have. */
const ODD_STATUSES = [
  ["a redirect that the runtime hides", 0, "unexpected_redirect", "no"],
  ["a status of 101", 101, "unexpected_status", "unknown"],
  ["a status of 600", 600, "unexpected_status", "unknown"],
];

const GOOD = { integration: { id: SENT_ID, name: "Name", description: "" } };

/** Bodies of a 2xx that cannot be used though nothing speaks against the update. */
const MADE = [
  ["no body", { status: 204 }],
  ["an empty body", { body: "" }],
  ["a body over 1 MiB", jsonAnswer({ ...GOOD, more: "x".repeat(1_048_576) })],
];

const html = { "content-type": "text/html; charset=utf-8" };

/** Whole bodies of a 2xx that are not the API's, and what the error has for `body`. */
const FOREIGN = [
  ["a login page", { body: "<title>Sign in</title>", headers: html }, "<title>Sign in</title>"],
  ["plain text", { body: "Updated", headers: { "content-type": "text/plain" } }, "Updated"],
  ["another object", jsonAnswer({ status: "ok" }), { status: "ok" }],
  ["an empty object", jsonAnswer({}), {}],
  ["an array", jsonAnswer([1]), [1]],
  ["an integration without an id", jsonAnswer({ integration: {} }), { integration: {} }],
  [
    "half of an answer",
    { body: '{"integration":', headers: { "content-type": "application/json" } },
  ],
  ["bytes that are not UTF-8", { bodyBase64: "/////w==" }],
];

/** What the attempts meet in turn, the last one's code, and `applied` of them all. */
const COURSES = [
  ["503, 404", [503, 404], "not_found", "unknown"],
  ["429, 404", [429, 404], "not_found", "no"],
  ["408, 404", [408, 404], "not_found", "no"],
  ["429, 429, 429", [429], "rate_limited", "no"],
  ["429, 500, 404", [429, 500, 404], "not_found", "unknown"],
  ["500, 301", [500, 301], "unexpected_redirect", "unknown"],
  ["refused, 404", [refused, 404], "not_found", "no"],
  ["refused, 429, refused", [refused, 429, refused], "connection_failed", "no"],
  ["refused, 503, refused", [refused, 503, refused], "connection_failed", "unknown"],
  ["an unknown host each time", [unknownHost], "connection_failed", "no"],
  ["lost, 404", [lost, 404], "not_found", "unknown"],
  ["lost, refused, refused", [lost, refused], "connection_failed", "unknown"],
  ["timed out, 404", [silence, 404], "not_found", "unknown"],
  ["timed out, refused, refused", [silence, refused], "connection_failed", "unknown"],
  ["503, a login page", [503, { status: 200, body: "<p>" }], "invalid_response", "unknown"],
  ["429, a login page", [429, { status: 200, body: "<p>" }], "invalid_response", "unknown"],
  ["503, an empty 200", [503, { status: 200, body: "" }], "invalid_response", "yes"],
];

const BREAKS = ["close-on-connect", "close-before-head", "reset-before-head"];
const HEAD_BREAKS = ["close-in-head", "reset-in-head", "garbage", "broken-status-line"];
const BODY_BREAKS = ["truncated-body", "reset-in-body", "broken-chunks", "endless-body"];

/** A case by what is answered. */
const answered = (name, answers, options, expected) => ({
  name: `applied is "${expected.applied}" after ${name}`,
  run: async (t) => {
    const { baseUrl } = await t.scripted.scenario(...answers);
    await assertOutcome(t, { baseUrl, ...options }, expected);
  },
});

/** A case by a connection's fault. */
const faulty = (fault, options, expected) => ({
  name: `applied is "${expected.applied}" after a ${fault}${options.status ? ` of a ${options.status}` : ""}`,
  run: async (t) => {
    const { baseUrl } = await t.faults.scenario({ fault, options });
    await assertOutcome(t, { baseUrl, ...ONCE }, expected);
  },
});

export default {
  topic: "applied",
  cases: [
    ...STATUSES.map(([status, code, applied]) =>
      answered(`a ${status}`, [{ status }], ONCE, { code, status, applied, attempts: 1 }),
    ),
    ...ODD_STATUSES.map(([what, status, code, applied]) => ({
      name: `applied is "${applied}" after ${what}`,
      run: (t) => {
        const fetch = async () => ({ status, text: async () => "" });
        return assertOutcome(t, { fetch, ...ONCE }, { code, applied, status });
      },
    })),
    ...MADE.map(([what, answer]) =>
      answered(
        `a 2xx with ${what}`,
        [answer],
        {},
        {
          ...{ code: "invalid_response", applied: "yes" },
          ...{ attempts: 1, retryable: false, status: answer.status ?? 200 },
        },
      ),
    ),
    ...FOREIGN.map(([what, answer, body]) => ({
      name: `applied is "unknown" after a 2xx with ${what}, and the error says what came`,
      run: async (t) => {
        const { headers, ...rest } = answer;
        const told = { ...headers, "x-request-id": "request-1" };
        const { baseUrl } = await t.scripted.scenario({ ...rest, headers: told });
        const error = await assertOutcome(
          t,
          { baseUrl },
          {
            ...{ code: "invalid_response", applied: "unknown", attempts: 1, retryable: false },
            ...{ status: 200, requestId: "request-1" },
          },
        );
        if (body !== undefined) t.assert.deepEqual(error.body, body);
        t.assert.include(error.message, "200");
        t.assert.include(error.message, headers?.["content-type"].split(";")[0] ?? "");
        t.assert.include(error.message, "baseUrl");
        t.assert.notMatch(error.message, /made the update|update was made/);
      },
    })),
    ...COURSES.map(([name, answers, code, applied]) => ({
      name: `applied is "${applied}" after ${name}`,
      run: (t) => {
        const { fetch } = answering(...answers);
        return assertOutcome(t, { fetch, attemptTimeoutMs: 300 }, { code, applied });
      },
    })),
    {
      name: 'applied is "no" after a refused port, each time',
      run: (t) =>
        assertOutcome(
          t,
          { baseUrl: REFUSED_PORT },
          {
            ...{ code: "connection_failed", applied: "no", attempts: 3, retryable: true },
          },
        ),
    },
    ...[...BREAKS, ...HEAD_BREAKS].map((fault) =>
      faulty(
        fault,
        {},
        {
          ...{ code: "connection_failed", applied: "unknown", attempts: 1, retryable: true },
        },
      ),
    ),
    ...BODY_BREAKS.flatMap((fault) => [
      faulty(fault, { status: 200 }, { code: "invalid_response", applied: "yes", status: 200 }),
      faulty(fault, { status: 404 }, { code: "not_found", applied: "no", status: 404 }),
      faulty(fault, { status: 503 }, { code: "server_error", applied: "unknown", status: 503 }),
    ]),
    {
      name: 'applied is "no" for wrong changes, and the error names the integration',
      run: async (t) => {
        const { fetch } = answering(200);
        const options = { apiKey: "odeus-key", fetch };
        const error = await t.sdk
          .updateIntegration(GIVEN_ID, { name: 5 }, options)
          .catch((thrown) => thrown);
        const { code, applied, attempts, integrationId } = error;
        t.assert.deepEqual(
          { code, applied, attempts, integrationId },
          { code: "invalid_input", applied: "no", attempts: 0, integrationId: SENT_ID },
        );
      },
    },
    {
      name: 'applied is "no" for a wrong id, and the error names no integration',
      run: async (t) => {
        const error = await t.sdk
          .updateIntegration("no-id", {}, { apiKey: "odeus-key" })
          .catch((thrown) => thrown);
        const { code, applied, attempts } = error;
        t.assert.deepEqual(
          { code, applied, attempts },
          { code: "invalid_input", applied: "no", attempts: 0 },
        );
        t.assert.notProperty(error, "integrationId");
      },
    },
  ],
};
