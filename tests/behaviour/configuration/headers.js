import {
  header,
  ID,
  KEY,
  polluted,
  refusedOptions,
  rejection,
  sent,
  table,
  UPDATED,
} from "../../support/calls.js";

const SECRET = "very-secret-0123456789";

const RESERVED = [
  "authorization",
  "Authorization",
  "AUTHORIZATION",
  "content-type",
  "Content-Type",
  "host",
  "Host",
];

/** Headers that frame a message. Runtimes refuse or drop them. */
const FRAMING = [
  "content-length",
  "Content-Length",
  "transfer-encoding",
  "Transfer-Encoding",
  "connection",
  "CONNECTION",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "TE",
  "trailer",
];

/** Names that resemble a reserved name. */
const SIMILAR = ["content-length-x", "x-connection", "trailers", "tea", "content-language"];

const BAD_NAMES = [
  ["no characters", ""],
  ["a space", "x trace"],
  ["a space at the end", "authorization "],
  ["a colon", "x:trace"],
  ["a newline", "x-trace\n"],
  ["a NUL", "x-trace\0"],
  ["a slash", "x/trace"],
  ["a parenthesis", "x(trace)"],
  ["a letter that is not ASCII", "x-tr\u00E4ce"],
  ["a letter whose lower case is ASCII", "\u212A"],
  ["a lone surrogate", "\uD800"],
];

const BAD_VALUES = [
  ["a newline", `${SECRET}\nx`],
  ["a carriage return", `${SECRET}\rx`],
  ["a header after a newline", `${SECRET}\r\nx-injected: 1`],
  ["a NUL", `${SECRET}\0`],
  ["a character above U+00FF", `${SECRET}\u20AC`],
  ["an astral character", `${SECRET}\u{1F680}`],
  ["a lone surrogate", `${SECRET}\uD800`],
];

const NO_STRINGS = [
  ["null", null],
  ["a number", 5],
  ["true", true],
  ["an array", ["a", "b"]],
  ["an object", {}],
  ["a symbol", Symbol(SECRET)],
];

const NO_HEADERS = [
  ["null", null],
  ["a string", "x-trace: 1"],
  ["a number", 5],
  ["an array of pairs", [["x-trace", "1"]]],
  ["Headers", new Headers({ "x-trace": "1" })],
  ["a Map", new Map([["x-trace", "1"]])],
  ["a function", () => ({})],
];

export default {
  topic: "headers",
  cases: [
    {
      name: "the given headers are added to the request",
      run: async (t) => {
        const request = await sent(t, {}, { headers: { "X-Trace": "a b", traceparent: "00-1" } });
        t.assert.equal(header(t, request, "x-trace"), "a b");
        t.assert.equal(header(t, request, "traceparent"), "00-1");
      },
    },
    {
      name: "a client's headers are added to every request",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const headers = { "x-trace": "1" };
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, headers });
        await client.updateIntegration(ID, {});
        await client.updateIntegration(ID, {});
        const values = (await requests()).map((request) => header(t, request, "x-trace"));
        t.assert.deepEqual(values, ["1", "1"]);
      },
    },
    {
      name: "a call's header replaces the client's header of the same name, in upper or lower case",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const headers = { "X-Trace": "client", "x-team": "a" };
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, headers });
        await client.updateIntegration(ID, {}, { headers: { "x-TRACE": "call" } });
        await client.updateIntegration(ID, {});
        const [first, second] = await requests();
        t.assert.equal(header(t, first, "x-trace"), "call");
        t.assert.equal(header(t, first, "x-team"), "a");
        t.assert.equal(header(t, second, "x-trace"), "client");
      },
    },
    ...table(
      "the header %s can be replaced",
      ["user-agent", "accept"].map((name) => [name, name]),
      async (t, name) => {
        const request = await sent(t, {}, { headers: { [name]: "text/x" } });
        t.assert.equal(header(t, request, name), "text/x");
      },
    ),
    ...table(
      "the header %s is reserved",
      RESERVED.map((name) => [name, name]),
      async (t, name) => {
        const error = await refusedOptions(t, { headers: { [name]: SECRET } }, "headers");
        t.assert.notInclude(error.message, SECRET);
        t.assert.include(error.message.toLowerCase(), name.toLowerCase());
      },
    ),
    ...table(
      "the header %s is refused, and the message says that fetch decides how a request is sent",
      FRAMING.map((name) => [name, name]),
      async (t, name) => {
        const error = await refusedOptions(t, { headers: { [name]: SECRET } }, "headers");
        t.assert.notInclude(error.message, SECRET);
        t.assert.include(error.message, name.toLowerCase());
        t.assert.include(error.message, "`fetch` decides how the request is sent");
      },
    ),
    ...table(
      "the header %s is sent",
      SIMILAR.map((name) => [name, name]),
      async (t, name) => {
        const request = await sent(t, {}, { headers: { [name]: "1" } });
        t.assert.equal(header(t, request, name), "1");
      },
    ),
    ...table("a header's name with %s is refused", BAD_NAMES, (t, name) =>
      refusedOptions(t, { headers: { [name]: "1" } }, "headers"),
    ),
    ...table("a header's value with %s is refused and not shown", BAD_VALUES, async (t, value) => {
      const error = await refusedOptions(t, { headers: { "x-trace": value } }, "headers");
      t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
    }),
    ...table("%s as a header's value is refused", NO_STRINGS, (t, value) =>
      refusedOptions(t, { headers: { "x-trace": value } }, "headers"),
    ),
    ...table("%s as headers is refused", NO_HEADERS, (t, headers) =>
      refusedOptions(t, { headers }, "headers"),
    ),
    {
      name: "a call's headers are checked like a client's",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        const headers = { Authorization: SECRET };
        const error = await rejection(t, client.updateIntegration(ID, {}, { headers }));
        t.assert.equal(error.option, "headers");
        t.assert.lengthOf(await requests(), 0);
      },
    },
    {
      name: "a revoked proxy as headers is refused",
      run: (t) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return refusedOptions(t, { headers: proxy }, "headers");
      },
    },
    {
      name: "a header whose getter throws is refused, and the thrown value is the cause",
      run: async (t) => {
        const cause = new Error("from the caller");
        const get = () => {
          throw cause;
        };
        const headers = Object.defineProperty({}, "x-trace", { get, enumerable: true });
        const error = await refusedOptions(t, { headers }, "headers");
        t.assert.strictEqual(error.cause, cause);
      },
    },
    {
      name: "inherited headers are not sent",
      run: async (t) => {
        const headers = Object.assign(Object.create({ "x-inherited": "1" }), { "x-own": "1" });
        const request = await sent(t, {}, { headers });
        t.assert.equal(header(t, request, "x-own"), "1");
        t.assert.isUndefined(header(t, request, "x-inherited"));
      },
    },
    {
      name: "an iterator on Object.prototype does not make the headers iterable",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const options = { apiKey: KEY, baseUrl, headers: { "x-own": "1" } };
        const iterator = { [Symbol.iterator]: function* () {} };
        const client = polluted(iterator, () => new t.sdk.OdeusClient(options));
        await client.updateIntegration(ID, {});
        const [request] = await requests();
        t.assert.equal(header(t, request, "x-own"), "1");
      },
    },
    {
      name: "an empty object of headers is accepted",
      run: (t) => sent(t, {}, { headers: {} }),
    },
  ],
};
