/** The message of a refused redirect says where the redirect leads. */
import { assertError, failed, ID, KEY, table } from "../../support/calls.js";

const STATUSES = [300, 301, 302, 303, 307, 308];

const LOCATIONS = [
  ["an address", "https://other.example/a/b", "https://other.example/a/b"],
  ["white space around it", " \thttps://other.example/a\t ", "https://other.example/a"],
  ["a port", "http://other.example:8080/", "http://other.example:8080/"],
  [
    "a query and a fragment",
    "https://other.example/a?token=secret#secret",
    "https://other.example/a",
  ],
  ["user info", "https://secret:secret@other.example/a", "https://other.example/a"],
  ["no scheme", "//other.example/a", "/other.example/a"],
];

/** Locations that the message does not show. */
const SILENT = [
  ["nothing", {}],
  ["no address", { location: "http://[" }],
  ["a script", { location: "javascript:secret" }],
  ["data", { location: "data:text/plain,secret" }],
];

const redirect = (headers, status = 302) => [{ status, headers, echo: true }];

export default {
  topic: "the location of redirects",
  cases: [
    ...table(
      "the message of a %s names its location",
      STATUSES.map((status) => [String(status), status]),
      async (t, status) => {
        const answers = redirect({ location: "https://other.example/x" }, status);
        const error = await failed(t, { answers });
        assertError(t, error, "APIError", { code: "unexpected_redirect", status });
        t.assert.include(error.message, `The API answered ${status}.`);
        t.assert.include(error.message, "The redirect leads to https://other.example/x.");
        t.assert.include(error.message, "Check `baseUrl`");
      },
    ),
    ...table("a location with %s is shown", LOCATIONS, async (t, location, shown) => {
      const error = await failed(t, { answers: redirect({ location }) });
      t.assert.include(error.message, `${shown}.`);
      t.assert.notInclude(error.message, "secret");
    }),
    {
      name: "a relative location is shown as an address",
      run: async (t) => {
        const { baseUrl } = await t.scripted.scenario(...redirect({ location: "../login" }));
        const options = { apiKey: KEY, baseUrl, maxRetries: 0 };
        const error = await t.sdk.updateIntegration(ID, {}, options).catch((reason) => reason);
        t.assert.include(error.message, `leads to ${baseUrl}/integrations/login.`);
      },
    },
    ...table("the message of a redirect to %s names no location", SILENT, async (t, headers) => {
      const error = await failed(t, { answers: redirect(headers) });
      assertError(t, error, "APIError", { code: "unexpected_redirect" });
      t.assert.notMatch(error.message, /leads to|secret/);
    }),
    {
      name: "a location of 10,000 characters is cut",
      run: async (t) => {
        const location = `https://other.example/${"x".repeat(10_000)}`;
        const error = await failed(t, { answers: redirect({ location }) });
        t.assert.isAtMost(error.message.length, 500);
        t.assert.include(error.message, "https://other.example/xxx");
      },
    },
    {
      name: "the key is not shown, wherever it is in the location",
      run: async (t) => {
        const encoded = [...KEY].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("");
        for (const location of [
          "https://other.example/{{key}}/x",
          "https://other.example/x?key={{key}}",
          "https://{{key}}@other.example/x",
          "https://{{key}}.example/x",
          `https://other.example/${encoded}`,
          `https://other.example/%zz/${encoded}`,
          `https://${encoded}.example/%zz`,
          `https://${encoded}.example/${encoded}`,
          "/{{key}}",
        ]) {
          const error = await failed(t, { answers: redirect({ location }) });
          t.assert.equal(error.code, "unexpected_redirect");
          t.assert.notInclude(error.message, KEY);
          t.assert.notInclude(error.message, encoded);
        }
      },
    },
    {
      name: "an error that is not a redirect names no location",
      run: async (t) => {
        const headers = { location: "https://other.example/x" };
        const error = await failed(t, { answers: redirect(headers, 404) });
        t.assert.notInclude(error.message, "other.example");
      },
    },
  ],
};
