import { ID, KEY, refusedOptions, table, UPDATED } from "../../support/calls.js";

const PATH = `/integrations/v1/${ID}`;
const SECRET = "very-secret-0123456789";

/** Addresses that both options refuse. */
const BAD = [
  ["no characters", ""],
  ["no scheme", "api.odeus.ai"],
  ["a scheme-relative address", "//api.odeus.ai"],
  ["a path", "/api/public"],
  ["only a scheme", "https://"],
  ["ftp", "ftp://api.odeus.ai"],
  ["file", "file:///etc"],
  ["data", "data:,x"],
  ["javascript", "javascript:alert(1)"],
  ["ws", "ws://localhost"],
  ["http", "http://api.odeus.ai"],
  ["http on a private address", "http://10.0.0.1"],
  ["http on all addresses", "http://0.0.0.0"],
  ["http on 128.0.0.1", "http://128.0.0.1"],
  ["http on a host that starts like 127.0.0.1", "http://127.0.0.1.evil.com"],
  ["http on a host that starts like localhost", "http://localhost.evil.com"],
  ["http on a host that ends in localhost", "http://evillocalhost"],
  ["http on a subdomain of localhost", "http://a.localhost"],
  ["http on localhost with a dot at its end", "http://localhost."],
  ["http on another IPv6 address", "http://[::2]"],
  ["http on a mapped IPv4 address", "http://[::ffff:127.0.0.1]"],
  ["http and localhost as the user name", "http://localhost@evil.com"],
  [
    "http and localhost as the user name and a port as the password",
    "http://localhost:80@evil.com",
  ],
  ["a backslash after the host", "http://evil.com\\@localhost"],
  ["a user", `https://${SECRET}@api.odeus.ai`],
  ["a user and a password", `https://user:${SECRET}@api.odeus.ai`],
  ["only a password", `https://:${SECRET}@api.odeus.ai`],
  ["a user on localhost", `http://${SECRET}@127.0.0.1`],
  ["a query", `https://api.odeus.ai?key=${SECRET}`],
  ["a query after a path", `https://api.odeus.ai/v1/?key=${SECRET}`],
  ["an empty query", "https://api.odeus.ai?"],
  ["an empty query after a path", "https://api.odeus.ai/v1?"],
  ["a fragment", `https://api.odeus.ai#${SECRET}`],
  ["an empty fragment", "https://api.odeus.ai#"],
  ["an empty query and fragment", "https://api.odeus.ai/?#"],
  ["a space in the host", "https://api odeus.ai"],
  ["a port that is too high", "https://api.odeus.ai:65536"],
];

const NO_URLS = [
  ["null", null],
  ["a number", 5],
  ["a symbol", Symbol("https://api.odeus.ai")],
  ["an array", ["https://api.odeus.ai"]],
  ["an object with an href", { href: "https://api.odeus.ai/" }],
  ["a function", () => "https://api.odeus.ai"],
];

/** Base URLs, and the address of a request to each. */
const BASES = [
  ["https", "https://api.odeus.ai", `https://api.odeus.ai${PATH}`],
  ["a port", "https://api.odeus.ai:8443", `https://api.odeus.ai:8443${PATH}`],
  ["the scheme's own port", "https://api.odeus.ai:443", `https://api.odeus.ai${PATH}`],
  ["an upper-case host", "HTTPS://API.ODEUS.AI", `https://api.odeus.ai${PATH}`],
  ["a path", "https://a.example/api/public", `https://a.example/api/public${PATH}`],
  ["a trailing slash", "https://a.example/x/", `https://a.example/x${PATH}`],
  ["many trailing slashes", "https://a.example/x///", `https://a.example/x${PATH}`],
  ["a path of slashes only", "https://a.example///", `https://a.example${PATH}`],
  ["slashes inside the path", "https://a.example//x//y/", `https://a.example//x//y${PATH}`],
  ["dots in the path", "https://a.example/x/../y", `https://a.example/y${PATH}`],
  ["an encoded path", "https://a.example/%7Ex%2Fy", `https://a.example/%7Ex%2Fy${PATH}`],
  ["a URL object", new URL("https://a.example/x/"), `https://a.example/x${PATH}`],
  ["http on localhost", "http://localhost:3000", `http://localhost:3000${PATH}`],
  ["http on an upper-case localhost", "http://LOCALHOST", `http://localhost${PATH}`],
  ["http on 127.0.0.1", "http://127.0.0.1", `http://127.0.0.1${PATH}`],
  ["http on 127.255.255.254", "http://127.255.255.254", `http://127.255.255.254${PATH}`],
  ["http on a short loopback address", "http://127.1", `http://127.0.0.1${PATH}`],
  ["http on a hexadecimal loopback address", "http://0x7f000001", `http://127.0.0.1${PATH}`],
  ["http on [::1]", "http://[::1]:3000", `http://[::1]:3000${PATH}`],
  ["http on a long [::1]", "http://[0:0:0:0:0:0:0:1]", `http://[::1]${PATH}`],
];

const DEPLOYMENTS = [
  ["no path", "https://a.example"],
  ["a trailing slash", "https://a.example/"],
  ["many trailing slashes", "https://a.example///"],
  ["/api/public", "https://a.example/api/public"],
  ["/api/public/", "https://a.example/api/public/"],
  ["/api/public and many slashes", "https://a.example/api/public///"],
  ["a URL object", new URL("https://a.example")],
];

/** Addresses that `allowHttp` allows, and the address of a request to each. */
const ALLOWED_BY_ALLOW_HTTP = [
  ["a host name", "http://odeus.test", `http://odeus.test${PATH}`],
  ["a private address", "http://10.0.0.1:8080/x/", `http://10.0.0.1:8080/x${PATH}`],
  ["a name without dots", "http://odeus", `http://odeus${PATH}`],
  ["an IPv6 address", "http://[fd00::1]", `http://[fd00::1]${PATH}`],
  ["localhost", "http://localhost", `http://localhost${PATH}`],
  ["https", "https://a.example", `https://a.example${PATH}`],
];

/** Addresses that `allowHttp` does not allow. */
const REFUSED_DESPITE_ALLOW_HTTP = [
  ["ftp", "ftp://odeus.test"],
  ["ws", "ws://odeus.test"],
  ["a user", `http://${SECRET}@odeus.test`],
  ["a query", `http://odeus.test?key=${SECRET}`],
  ["a fragment", `http://odeus.test#${SECRET}`],
];

function built(t, options) {
  return t.sdk.buildUpdateRequest(ID, {}, { apiKey: KEY, ...options }).url;
}

export default {
  topic: "the base URL",
  cases: [
    {
      name: "the default is https://api.odeus.ai",
      run: (t) => t.assert.equal(built(t, {}), `https://api.odeus.ai${PATH}`),
    },
    ...table("a request to a baseUrl with %s has the right address", BASES, (t, baseUrl, url) =>
      t.assert.equal(built(t, { baseUrl }), url),
    ),
    ...["baseUrl", "deploymentUrl"].flatMap((option) => [
      ...table(`a ${option} with %s is refused`, BAD, async (t, value) => {
        // `refusedOptions` sets a good `baseUrl`, and two addresses together are another error.
        const options = { baseUrl: undefined, [option]: value };
        const error = await refusedOptions(t, options, option);
        t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
      }),
      ...table(`%s as the ${option} is refused`, NO_URLS, (t, value) =>
        refusedOptions(t, { baseUrl: undefined, [option]: value }, option),
      ),
    ]),
    ...["baseUrl", "deploymentUrl"].flatMap((option) => [
      {
        name: `the message for a ${option} with http names allowHttp`,
        run: async (t) => {
          for (const allowHttp of [undefined, false]) {
            const options = { baseUrl: undefined, [option]: "http://odeus.test", allowHttp };
            const error = await refusedOptions(t, options, option);
            t.assert.include(error.message, "`allowHttp: true` for a private test network");
          }
        },
      },
      ...table(
        `a ${option} with %s is refused, also with allowHttp`,
        REFUSED_DESPITE_ALLOW_HTTP,
        async (t, value) => {
          const options = { baseUrl: undefined, [option]: value, allowHttp: true };
          const error = await refusedOptions(t, options, option);
          t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
        },
      ),
    ]),
    ...table(
      "with allowHttp, a baseUrl with %s is used",
      ALLOWED_BY_ALLOW_HTTP,
      (t, baseUrl, url) => t.assert.equal(built(t, { baseUrl, allowHttp: true }), url),
    ),
    {
      name: "with allowHttp, a deploymentUrl with http is used by a call and by a client",
      run: async (t) => {
        const urls = [];
        const options = {
          apiKey: KEY,
          deploymentUrl: "http://odeus.test",
          allowHttp: true,
          fetch: async (url) => {
            urls.push(url);
            return new Response(UPDATED.body);
          },
        };
        await t.sdk.updateIntegration(ID, {}, options);
        await new t.sdk.OdeusClient(options).updateIntegration(ID, {});
        const url = `http://odeus.test/api/public${PATH}`;
        t.assert.deepEqual(urls, [url, url]);
      },
    },
    ...table(
      "the address has /api/public exactly once for a deploymentUrl with %s",
      DEPLOYMENTS,
      (t, deploymentUrl) =>
        t.assert.equal(built(t, { deploymentUrl }), `https://a.example/api/public${PATH}`),
    ),
    {
      name: "a deploymentUrl's own path is kept",
      run: (t) => {
        const url = built(t, { deploymentUrl: "https://a.example/odeus/" });
        t.assert.equal(url, `https://a.example/odeus/api/public${PATH}`);
      },
    },
    {
      name: "/api/public is appended to a path that has it in the middle",
      run: (t) => {
        const url = built(t, { deploymentUrl: "https://a.example/api/public/x" });
        t.assert.equal(url, `https://a.example/api/public/x/api/public${PATH}`);
      },
    },
    {
      name: "/api/public is appended to a path that ends in -api/public",
      run: (t) => {
        const url = built(t, { deploymentUrl: "https://a.example/my-api/public" });
        t.assert.equal(url, `https://a.example/my-api/public/api/public${PATH}`);
      },
    },
    {
      name: "nothing is appended to a baseUrl",
      run: (t) =>
        t.assert.equal(built(t, { baseUrl: "https://a.example" }), `https://a.example${PATH}`),
    },
    {
      name: "baseUrl and deploymentUrl together are refused",
      run: (t) => {
        const url = "https://a.example";
        return refusedOptions(t, { baseUrl: url, deploymentUrl: url }, "deploymentUrl");
      },
    },
    {
      name: "a call goes to the deployment",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        await t.sdk.updateIntegration(ID, {}, { apiKey: KEY, deploymentUrl: `${baseUrl}/` });
        t.assert.equal((await requests())[0].path, `/api/public${PATH}`);
      },
    },
    {
      name: "a change of a URL object has no effect on the client that got it",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const url = new URL(baseUrl);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl: url });
        url.pathname = "/elsewhere";
        await client.updateIntegration(ID, {});
        t.assert.lengthOf(await requests(), 1);
      },
    },
  ],
};
