import { call, header, ID, jsonAnswer, KEY, sent, table } from "../../support/calls.js";

const ALL_FIELDS = {
  name: "Name",
  description: "Description",
  iconUrl: "https://example.com/icon.png",
  color: "#a1b2c3",
};

/** Strings that a careless client would change. */
const UNCHANGED = [
  ["spaces around it", "  name\t"],
  ["no characters", ""],
  ["only white space", " \r\n "],
  ["a decomposed letter (NFD)", "e\u0301"],
  ["a composed letter (NFC)", "\u00E9"],
  ["a compatibility character", "\uFB01"],
  ["a NUL", "a\0b"],
  ["control characters", "\u0001\u001F\u007F\u0085"],
  ["quotes and backslashes", '"\\/\\u0041"'],
  ["line separators", "\u2028\u2029"],
  ["a byte order mark", "\uFEFFname"],
  ["an astral character", "\u{1F680}"],
  ["a family of emoji", "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}"],
  ["right-to-left marks", "\u202Ename\u200F"],
  ["non-characters", "\uFFFE\uFFFF\u{10FFFF}"],
  ["HTML", "<script>alert(1)</script>&amp;"],
];

export default {
  topic: "request",
  cases: [
    {
      name: "the method is PATCH",
      run: async (t) => t.assert.equal((await sent(t, {})).method, "PATCH"),
    },
    {
      name: "the path is /integrations/v1/ and the id, without a query",
      run: async (t) => t.assert.equal((await sent(t, {})).path, `/integrations/v1/${ID}`),
    },
    {
      name: "authorization is Bearer and the key",
      run: async (t) =>
        t.assert.equal(header(t, await sent(t, {}), "authorization"), `Bearer ${KEY}`),
    },
    {
      name: "content-type is application/json",
      run: async (t) =>
        t.assert.equal(header(t, await sent(t, {}), "content-type"), "application/json"),
    },
    {
      name: "accept is application/json",
      run: async (t) => t.assert.equal(header(t, await sent(t, {}), "accept"), "application/json"),
    },
    {
      name: "user-agent is odeus-integrations and the version",
      run: async (t) =>
        t.assert.match(
          header(t, await sent(t, {}), "user-agent"),
          /^odeus-integrations\/\d+\.\d+\.\d+(-[\w.]+)?$/,
        ),
    },
    {
      name: "a built request has exactly these four headers",
      run: ({ sdk, assert }) => {
        const request = sdk.buildUpdateRequest(ID, {}, { apiKey: KEY });
        const names = [...request.headers.keys()];
        assert.sameMembers(names, ["accept", "authorization", "content-type", "user-agent"]);
      },
    },
    ...table(
      "no %s header is added",
      ["cookie", "origin", "referer"].map((name) => [name, name]),
      async (t, name) => t.assert.isUndefined(header(t, await sent(t, {}), name)),
    ),
    {
      name: "a cookie that the server sets is not sent back",
      run: async (t) => {
        const answer = jsonAnswer({ integration: { id: ID } }, 200, {
          "set-cookie": "a=b; Path=/",
        });
        const { baseUrl, requests } = await t.scripted.scenario(answer);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        await client.updateIntegration(ID, {});
        await client.updateIntegration(ID, {});
        for (const request of await requests()) {
          t.assert.isUndefined(header(t, request, "cookie"));
        }
      },
    },
    {
      name: "redirect is manual",
      run: ({ sdk, assert }) =>
        assert.equal(sdk.buildUpdateRequest(ID, {}, { apiKey: KEY }).redirect, "manual"),
    },
    ...table(
      "only %s is sent if only that field is given",
      Object.entries(ALL_FIELDS).map(([field, value]) => [field, { [field]: value }]),
      async (t, changes) => t.assert.deepEqual(JSON.parse((await sent(t, changes)).body), changes),
    ),
    {
      name: "all fields are sent together",
      run: async (t) =>
        t.assert.deepEqual(JSON.parse((await sent(t, ALL_FIELDS)).body), ALL_FIELDS),
    },
    {
      name: "no changes are sent as {}",
      run: async (t) => t.assert.equal((await sent(t, {})).body, "{}"),
    },
    {
      name: "fields that are undefined are not sent",
      run: async (t) => {
        const changes = { name: undefined, description: "D", iconUrl: undefined };
        t.assert.equal((await sent(t, changes)).body, '{"description":"D"}');
      },
    },
    ...table("a name with %s is sent unchanged", UNCHANGED, async (t, name) => {
      t.assert.deepEqual(JSON.parse((await sent(t, { name })).body), { name });
    }),
    ...table("a description with %s is sent unchanged", UNCHANGED, async (t, description) => {
      t.assert.deepEqual(JSON.parse((await sent(t, { description })).body), { description });
    }),
    {
      name: "an iconUrl is sent unchanged, not as the URL parser writes it",
      run: async (t) => {
        const iconUrl = " HTTPS://EXAMPLE.com:443/a/../\u00E9 ";
        t.assert.equal(JSON.parse((await sent(t, { iconUrl })).body).iconUrl, iconUrl);
      },
    },
    {
      name: "a color is sent with its upper and lower case letters",
      run: async (t) => {
        const { body } = await sent(t, { color: "#AbCdEf" });
        t.assert.deepEqual(JSON.parse(body), { color: "#AbCdEf" });
      },
    },
    {
      name: "buildUpdateRequest builds what a call sends",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(
          jsonAnswer({ integration: { id: ID } }),
        );
        const options = { apiKey: KEY, baseUrl, headers: { "X-Trace": "1" } };
        const changes = { ...ALL_FIELDS, name: "\u{1F680} \u00E9" };
        const built = t.sdk.buildUpdateRequest(ID.toUpperCase(), changes, options);
        await t.sdk.updateIntegration(ID.toUpperCase(), changes, options);
        const [seen] = await requests();
        t.assert.equal(built.method, seen.method);
        t.assert.equal(built.url, baseUrl + seen.path);
        t.assert.equal(await built.text(), seen.body);
        for (const [name, value] of built.headers) t.assert.equal(header(t, seen, name), value);
      },
    },
    {
      name: "a built request can be sent",
      run: async ({ sdk, assert, odeus }) => {
        const { apiKey, baseUrl, integrationId, integration } = await odeus.workspace();
        const options = { apiKey, baseUrl };
        const request = sdk.buildUpdateRequest(integrationId, { name: "Built" }, options);
        assert.equal((await fetch(request)).status, 200);
        assert.equal((await integration(integrationId)).name, "Built");
      },
    },
    {
      name: "the plain function and a client send the same request",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(
          jsonAnswer({ integration: { id: ID } }),
        );
        const options = { apiKey: KEY, baseUrl };
        await t.sdk.updateIntegration(ID, ALL_FIELDS, options);
        await new t.sdk.OdeusClient(options).updateIntegration(ID, ALL_FIELDS);
        const [first, second] = (await requests()).map(({ at, ...request }) => request);
        t.assert.deepEqual(first, second);
      },
    },
    {
      name: "one call makes one request",
      run: async (t) => t.assert.lengthOf((await call(t)).requests, 1),
    },
  ],
};
