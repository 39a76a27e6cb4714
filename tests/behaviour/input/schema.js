import { table } from "../../support/calls.js";

const BAD = [
  ["a broken rule", { name: 5 }],
  ["several broken rules", { name: "x".repeat(41), colour: "red", color: "red" }],
  ["null", null],
  ["undefined", undefined],
  ["a string", "name"],
  ["an array", []],
  ["a function", () => {}],
  ["a symbol", Symbol("name")],
];

export default {
  topic: "schema",
  cases: [
    {
      name: "the schema is a Standard Schema of version 1",
      run: ({ sdk, assert }) => assert.equal(sdk.integrationUpdateSchema["~standard"].version, 1),
    },
    {
      name: "the schema's vendor is odeus-integrations",
      run: ({ sdk, assert }) =>
        assert.equal(sdk.integrationUpdateSchema["~standard"].vendor, "odeus-integrations"),
    },
    {
      name: "the schema returns good changes as its value",
      run: async ({ sdk, assert }) => {
        const changes = { name: "A", description: " B ", color: "#ABC" };
        const result = await sdk.integrationUpdateSchema["~standard"].validate(changes);
        assert.deepEqual(result.value, changes);
        assert.isUndefined(result.issues);
      },
    },
    {
      name: "the schema accepts an empty object",
      run: async ({ sdk, assert }) => {
        const result = await sdk.integrationUpdateSchema["~standard"].validate({});
        assert.deepEqual(result.value, {});
      },
    },
    ...table("the schema returns the issues of %s", BAD, async ({ sdk, assert }, changes) => {
      const result = await sdk.integrationUpdateSchema["~standard"].validate(changes);
      assert.isNotEmpty(result.issues);
      assert.notProperty(result, "value");
      assert.deepEqual(result.issues, sdk.validateIntegrationUpdate(changes));
    }),
    {
      name: "the schema returns issues for a revoked proxy and does not throw",
      run: async ({ sdk, assert }) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        const result = await sdk.integrationUpdateSchema["~standard"].validate(proxy);
        assert.deepEqual(result.issues[0].path, []);
      },
    },
    {
      name: "the schema's validate works without `this`",
      run: async ({ sdk, assert }) => {
        const { validate } = sdk.integrationUpdateSchema["~standard"];
        assert.lengthOf((await validate({ name: 5 })).issues, 1);
      },
    },
  ],
};
