/** The Odeus for tests follows the API's page, for requests of the client and of others. */
import { assertError, ID, rejection, table } from "../../support/calls.js";
import { BASE, fakeWithClient, send } from "../../support/fake-odeus.js";

const OTHER = "0b0f6c2c-5a3e-4d1f-9c55-0f9d7e6b1a11";

/** Requests that the API refuses. The client sends none of the wrong inputs. */
const REFUSED = [
  ["a wrong key", { headers: { authorization: "Bearer other" } }, 401],
  ["a key without Bearer", { headers: { authorization: "test-key" } }, 401],
  ["an origin", { headers: { origin: "https://a.example" } }, 403],
  ["an id that is not a UUID", { id: "1" }, 400],
  ["no content type", { headers: { "content-type": "" } }, 400],
  ["another content type", { headers: { "content-type": "text/plain" } }, 400],
  ["a body that is not JSON", { body: "{" }, 400],
  ["an empty body", { body: "" }, 400],
  ["an array", { body: "[]" }, 400],
  ["null", { body: "null" }, 400],
  ["an unknown field", { body: '{"nmae":"x"}' }, 400],
  ["a field named __proto__", { body: '{"__proto__":"x"}' }, 400],
  ["a name of 41 characters", { body: JSON.stringify({ name: "x".repeat(41) }) }, 400],
  ["a description of 91", { body: JSON.stringify({ description: "x".repeat(91) }) }, 400],
  ["a name that is null", { body: '{"name":null}' }, 400],
  ["an icon that is no URL", { body: '{"iconUrl":"icon.png"}' }, 400],
  ["an icon of another scheme", { body: '{"iconUrl":"ftp://a.example/i.png"}' }, 400],
  ["a colour without a hash", { body: '{"color":"abc"}' }, 400],
  ["a colour of five digits", { body: '{"color":"#abcde"}' }, 400],
];

const ACCEPTED = [
  ["no field", {}],
  ["the longest name", { name: "\u{1F327}".repeat(40) }],
  ["the longest description", { description: "x".repeat(90) }],
  ["empty texts", { name: "", description: "" }],
  ["a colour of three digits", { color: "#abc" }],
  ["a colour of eight digits", { color: "#AABBCCDD" }],
  ["an icon", { iconUrl: "http://a.example/i.png" }],
];

/** Requests for which the API's page has no method or no path. */
const UNKNOWN = [
  ["another path", `${BASE}/integrations/v2/${ID}`, "PATCH"],
  ["a path below the integration", `${BASE}/integrations/v1/${ID}/icon`, "PATCH"],
  ["no id", `${BASE}/integrations/v1/`, "PATCH"],
  ["a query", `${BASE}/integrations/v1/${ID}?a=1`, "PATCH"],
  ["another method", `${BASE}/integrations/v1/${ID}`, "GET"],
  ["a relative address", `/integrations/v1/${ID}`, "PATCH"],
];

export default {
  topic: "the API's rules in the Odeus for tests",
  cases: [
    ...table("a request with %s is refused", REFUSED, async (t, request, status) => {
      const fake = t.testing.createFakeOdeus();
      const response = await send(fake, { id: ID, ...request });
      t.assert.equal(response.status, status);
      t.assert.isString((await response.json()).message);
      t.assert.equal(fake.integrations.size, 0);
      t.assert.equal(fake.requests[0].status, status);
    }),
    ...table("an update with %s is made", ACCEPTED, async (t, changes) => {
      const { fake, client } = fakeWithClient(t);
      await client.updateIntegration(ID, changes);
      t.assert.deepInclude(fake.integrations.get(ID), changes);
    }),
    ...table("a request with %s is an error and no request", UNKNOWN, async (t, url, method) => {
      const fake = t.testing.createFakeOdeus();
      fake.next(t.testing.fault.status(503));
      const error = await rejection(t, fake.fetch(url, { method, headers: {}, body: "{}" }));
      t.assert.match(error.message, /PATCH {base}\/integrations\/v1\/{integrationId}/);
      t.assert.notInclude(error.message, "a=1");
      t.assert.lengthOf(fake.requests, 0);
      t.assert.throws(() => fake.assertDone());
    }),
    {
      name: "the answer has the id in lower case, the name and the description",
      run: async (t) => {
        const integrations = [{ id: ID, name: "Old", description: "Kept", color: "#abc" }];
        const { client } = fakeWithClient(t, { integrations });
        const answer = await client.updateIntegration(ID.toUpperCase(), { name: "New" });
        t.assert.deepEqual(answer, { integration: { id: ID, name: "New", description: "Kept" } });
      },
    },
    {
      name: "a dedicated deployment has the same API",
      run: async (t) => {
        const options = { baseUrl: undefined, deploymentUrl: "https://a.example" };
        const { fake, client } = fakeWithClient(t, {}, options);
        await client.updateIntegration(ID, {});
        t.assert.lengthOf(fake.requests, 1);
      },
    },
    {
      name: "a key without the scope has no access",
      run: async (t) => {
        const { client } = fakeWithClient(t, { scopes: ["CHAT_API"] });
        const error = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, error, "PermissionDeniedError", { applied: "no" });
      },
    },
    {
      name: "a wrong key is a 401 before anything else",
      run: async (t) => {
        const { client } = fakeWithClient(t, { apiKey: "other", integrations: [] });
        const error = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, error, "AuthenticationError", { applied: "no" });
      },
    },
    {
      name: "a forbidden id is a 403 and another id that does not exist is a 404",
      run: async (t) => {
        const options = { integrations: [], forbidden: [ID.toUpperCase()] };
        const { client } = fakeWithClient(t, options);
        const forbidden = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, forbidden, "PermissionDeniedError");
        const unknown = await rejection(t, client.updateIntegration(OTHER, {}));
        assertError(t, unknown, "NotFoundError");
      },
    },
    {
      name: "each answer has a request id of its own",
      run: async (t) => {
        const { client } = fakeWithClient(t, { integrations: [] });
        const errors = [];
        for (const id of [ID, OTHER])
          errors.push(await rejection(t, client.updateIntegration(id, {})));
        const [first, second] = errors.map(({ requestId }) => requestId);
        t.assert.isString(first);
        t.assert.notEqual(first, second);
      },
    },
    {
      name: "headers and bodies of other forms are read, too",
      run: async (t) => {
        const fake = t.testing.createFakeOdeus();
        const headers = new Headers({
          Authorization: "Bearer test-key",
          "Content-Type": "application/json; charset=utf-8",
        });
        const url = new URL(`${BASE}/integrations/v1/${ID}`);
        const body = new TextEncoder().encode('{"name":"Größe"}');
        const response = await fake.fetch(url, { method: "PATCH", headers, body, signal: null });
        t.assert.equal(response.status, 200);
        const { integration } = JSON.parse(new TextDecoder().decode(await response.arrayBuffer()));
        t.assert.equal(integration.name, "Größe");
        t.assert.isTrue(response.ok);
        t.assert.isTrue(response.bodyUsed);
        t.assert.match(response.headers.get("Content-Type"), /json/);
      },
    },
  ],
};
