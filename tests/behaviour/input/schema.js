import { bare, ID, table } from "../../support/calls.js";

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

const SCHEMAS = [
  ["integrationUpdateSchema", "integrationUpdateSchema"],
  ["integrationIdSchema", "integrationIdSchema"],
];

const IDS = [
  ["lower case", ID],
  ["upper case", ID.toUpperCase()],
  ["mixed case", ID.replace("e29b", "E29b")],
  ["no version", "00000000-0000-0000-0000-000000000000"],
  ["only F", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"],
];

const BAD_IDS = [
  ["a word", "no", "invalid_uuid"],
  ["no characters", "", "invalid_uuid"],
  ["an id with a space at the end", `${ID} `, "invalid_uuid"],
  ["an id of 50,000 characters", ID.repeat(1_389), "invalid_uuid"],
  ["undefined", undefined, "invalid_type"],
  ["null", null, "invalid_type"],
  ["a String object", new String(ID), "invalid_type"],
  ["an array with an id", [ID], "invalid_type"],
];

export default {
  topic: "schema",
  cases: [
    ...table("%s is a Standard Schema of version 1", SCHEMAS, ({ sdk, assert }, name) => {
      const { version, vendor } = sdk[name]["~standard"];
      assert.deepEqual({ version, vendor }, { version: 1, vendor: "odeus-integrations" });
    }),
    ...table(
      "the schema of the id returns an id of %s in lower case",
      IDS,
      async ({ sdk, assert }, id) => {
        const result = await sdk.integrationIdSchema["~standard"].validate(id);
        assert.deepEqual(result, { value: id.toLowerCase() });
      },
    ),
    ...table(
      "the schema of the id returns an issue for %s, whose path is empty",
      BAD_IDS,
      async ({ sdk, assert }, value, code) => {
        const result = await sdk.integrationIdSchema["~standard"].validate(value);
        assert.notProperty(result, "value");
        assert.deepEqual(bare(result.issues), [{ code, path: [] }]);
        assert.match(result.issues[0].message, /^integrationId must be a .*UUID/);
      },
    ),
    {
      name: "the schema of the id returns an issue for a revoked proxy and does not throw",
      run: async ({ sdk, assert }) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        const result = await sdk.integrationIdSchema["~standard"].validate(proxy);
        assert.deepEqual(bare(result.issues), [{ code: "invalid_type", path: [] }]);
      },
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
      name: "the schemas' validate works without `this`",
      run: async ({ sdk, assert }) => {
        for (const name of ["integrationUpdateSchema", "integrationIdSchema"]) {
          const { validate } = sdk[name]["~standard"];
          assert.lengthOf((await validate(5)).issues, 1);
        }
      },
    },
  ],
};
