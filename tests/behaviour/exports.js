import { assertConfigurationError, ID, KEY, rejection, table, thrown } from "../support/calls.js";

const SCHEMAS = ["integrationUpdateSchema", "integrationIdSchema"];

const FUNCTIONS = [
  "adviseRetry",
  "updateIntegration",
  "updateIntegrations",
  "buildUpdateRequest",
  "initialize",
  "isOdeusError",
  "validateIntegrationUpdate",
];

/** Each class, and the class that it extends. */
const CLASSES = [
  ["OdeusError", "Error"],
  ["ValidationError", "OdeusError"],
  ["ConfigurationError", "OdeusError"],
  ["UnsupportedEnvironmentError", "OdeusError"],
  ["APIError", "OdeusError"],
  ["BadRequestError", "APIError"],
  ["AuthenticationError", "APIError"],
  ["PermissionDeniedError", "APIError"],
  ["NotFoundError", "APIError"],
  ["RateLimitError", "APIError"],
  ["InternalServerError", "APIError"],
  ["APIConnectionError", "OdeusError"],
  ["APITimeoutError", "OdeusError"],
  ["AbortError", "OdeusError"],
  ["InvalidResponseError", "OdeusError"],
  ["SourceError", "OdeusError"],
  ["InternalError", "OdeusError"],
];

/** Names that bundlers and `require` of an ES module add to a namespace. */
const INTEROP = ["default", "module.exports", "__esModule"];

export default {
  topic: "exports",
  cases: [
    {
      name: "the package exports what the contract names and nothing else",
      run: ({ sdk, assert }) => {
        const names = Object.keys(sdk).filter((name) => !INTEROP.includes(name));
        const classes = CLASSES.map(([name]) => name);
        const expected = [...FUNCTIONS, ...SCHEMAS, ...classes, "OdeusClient"];
        assert.sameMembers(names, expected);
      },
    },
    ...table(
      "%s is a function of that name",
      FUNCTIONS.map((name) => [name, name]),
      ({ sdk, assert }, name) => {
        assert.isFunction(sdk[name]);
        assert.equal(sdk[name].name, name);
      },
    ),
    ...CLASSES.map(([name, parent]) => ({
      name: `${name} extends ${parent}`,
      run: ({ sdk, assert }) => {
        const expected = parent === "Error" ? Error : sdk[parent];
        assert.equal(sdk[name].name, name);
        assert.equal(Object.getPrototypeOf(sdk[name]), expected);
        assert.instanceOf(sdk[name].prototype, Error);
      },
    })),
    {
      name: "updateIntegration resolves to the integration",
      run: async ({ sdk, assert, odeus }) => {
        const { apiKey, baseUrl, integrationId: id } = await odeus.workspace();
        const promise = sdk.updateIntegration(id, { name: "New" }, { apiKey, baseUrl });
        assert.instanceOf(promise, Promise);
        const description = "Not changed yet";
        assert.deepEqual(await promise, { integration: { id, name: "New", description } });
      },
    },
    {
      name: "a client's updateIntegration resolves to the integration",
      run: async ({ sdk, assert, odeus }) => {
        const { apiKey, baseUrl, integrationId: id } = await odeus.workspace();
        const client = new sdk.OdeusClient({ apiKey, baseUrl });
        const answer = await client.updateIntegration(id, { description: "New" });
        assert.deepEqual(answer.integration, { id, name: "Integration 1", description: "New" });
      },
    },
    {
      name: "updates change the given fields and keep the others",
      run: async ({ sdk, assert, odeus }) => {
        const { apiKey, baseUrl, integrationId, integration } = await odeus.workspace();
        const client = new sdk.OdeusClient({ apiKey, baseUrl });
        await client.updateIntegration(integrationId, { name: "A", color: "#abc" });
        await client.updateIntegration(integrationId, { iconUrl: "https://example.com/2.png" });
        assert.deepEqual(await integration(integrationId), {
          id: integrationId,
          name: "A",
          description: "Not changed yet",
          iconUrl: "https://example.com/2.png",
          color: "#abc",
        });
      },
    },
    {
      name: "a client can make many calls at the same time",
      run: async ({ sdk, assert, odeus }) => {
        const workspace = await odeus.workspace({ integrations: 20 });
        const client = new sdk.OdeusClient(pick(workspace));
        const calls = workspace.integrationIds.map((id) =>
          client.updateIntegration(id, { name: id }),
        );
        const answers = await Promise.all(calls);
        const named = answers.map(({ integration }) => integration.name);
        assert.deepEqual(named, workspace.integrationIds);
      },
    },
    {
      name: "the constructor of a client throws a ConfigurationError",
      run: (t) => {
        const error = thrown(t, () => new t.sdk.OdeusClient({ apiKey: "" }));
        assertConfigurationError(t, error, "apiKey");
      },
    },
    {
      name: "a client cannot be called without new",
      run: (t) =>
        t.assert.instanceOf(
          thrown(t, () => t.sdk.OdeusClient()),
          TypeError,
        ),
    },
    {
      name: "a client needs no option except the key",
      run: ({ sdk, assert }) => assert.isOk(new sdk.OdeusClient({ apiKey: KEY })),
    },
    {
      name: "updateIntegration rejects and never throws, whatever its arguments are",
      run: async (t) => {
        for (const input of [[], [ID], [5, 5, 5], [ID, {}, null], [ID, {}, { apiKey: "" }]]) {
          const error = await rejection(t, t.sdk.updateIntegration(...input));
          t.assert.instanceOf(error, t.sdk.OdeusError);
        }
      },
    },
    {
      name: "a client's updateIntegration rejects and never throws, whatever its arguments are",
      run: async (t) => {
        const client = new t.sdk.OdeusClient({ apiKey: KEY });
        for (const input of [[], [ID], [5, 5, 5], [ID, {}, null], [ID, {}, { maxRetries: -1 }]]) {
          const error = await rejection(t, client.updateIntegration(...input));
          t.assert.instanceOf(error, t.sdk.OdeusError);
        }
      },
    },
    {
      name: "buildUpdateRequest returns a Request and sends nothing",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario({});
        const request = t.sdk.buildUpdateRequest(ID, {}, { apiKey: KEY, baseUrl });
        t.assert.instanceOf(request, Request);
        t.assert.lengthOf(await requests(), 0);
      },
    },
    {
      name: "validateIntegrationUpdate returns an empty list for good changes",
      run: ({ sdk, assert }) => {
        assert.deepEqual(sdk.validateIntegrationUpdate({ name: "A", color: "#abc" }), []);
        assert.deepEqual(sdk.validateIntegrationUpdate({}), []);
      },
    },
  ],
};

function pick({ apiKey, baseUrl }) {
  return { apiKey, baseUrl };
}
