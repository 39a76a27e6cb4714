import { bare, ID, KEY, polluted, refusedChanges, sent, table } from "../../support/calls.js";

const AT_CHANGES = [{ code: "invalid_type", path: [] }];

const NO_OBJECTS = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "name"],
  ["an empty string", ""],
  ["a number", 5],
  ["a bigint", 5n],
  ["a boolean", true],
  ["a symbol", Symbol("name")],
  ["a function", () => ({ name: "A" })],
  ["a class", class {}],
  ["a function with a field", Object.assign(() => {}, { color: "#abc" })],
  ["a proxy of a function", new Proxy(() => {}, {})],
];

class Settings {
  name = "A";
  #secret = "S";
  get description() {
    return this.#secret;
  }
}

/** Objects whose only own enumerable field is `name`. */
const OWN_NAME = [
  ["a plain object", { name: "A" }],
  ["an object without a prototype", Object.assign(Object.create(null), { name: "A" })],
  ["an instance of a class with a getter", new Settings()],
  ["an object that inherits a field", inheriting({ color: "#abc" })],
  ["an object that inherits an unknown key", inheriting({ colour: "#abc" })],
  ["an object that inherits a bad value", inheriting({ color: 5 })],
  ["a frozen object", Object.freeze({ name: "A" })],
  ["an object with a field that is not enumerable", hiding("color", "#abc")],
  ["an object with an unknown key that is not enumerable", hiding("colour", "#abc")],
  ["an object with a symbol as a key", { name: "A", [Symbol("color")]: "#abc" }],
  ["a transparent proxy", new Proxy({ name: "A" }, {})],
  ["an object whose getter gives undefined", withGetter("color", () => undefined)],
];

function inheriting(prototype) {
  return Object.assign(Object.create(prototype), { name: "A" });
}

function hiding(key, value) {
  return Object.defineProperty({ name: "A" }, key, { value, enumerable: false });
}

function withGetter(key, get) {
  return Object.defineProperty({ name: "A" }, key, { get, enumerable: true });
}

const UNKNOWN = [
  ["colour", "color"],
  ["Name", "name"],
  ["NAME", "name"],
  ["iconURL", "iconUrl"],
  ["icon_url", "iconUrl"],
  ["desciption", "description"],
  ["nam", "name"],
];

const FAR_OFF = [
  ["a word that is not similar to a field", "zzzzzzzzzz"],
  ["an empty key", ""],
  ["a number", "0"],
  ["a key that objects inherit", "constructor"],
  ["a method that objects inherit", "toString"],
  ["a lone surrogate", "\uD800"],
  ["a NUL", "name\0"],
  ["a long key", "x".repeat(100_000)],
];

export default {
  topic: "the rules of changes",
  cases: [
    ...table("%s as changes is refused as invalid_type", NO_OBJECTS, async (t, changes) => {
      t.assert.deepEqual(bare(await refusedChanges(t, changes)), AT_CHANGES);
    }),
    ...table("only the own enumerable fields of %s are sent", OWN_NAME, async (t, changes) => {
      t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), []);
      t.assert.equal((await sent(t, changes)).body, '{"name":"A"}');
    }),
    ...table(
      "the unknown field %s is refused, and the message suggests the nearest field",
      UNKNOWN.map(([key, field]) => [key, key, field]),
      async (t, key, field) => {
        const [issue, ...others] = await refusedChanges(t, { [key]: "x" });
        t.assert.lengthOf(others, 0);
        t.assert.deepEqual(bare([issue]), [{ code: "unknown_field", path: [key] }]);
        t.assert.equal(issue.suggestion, field);
        t.assert.include(issue.message, key);
        t.assert.include(issue.message, `Did you mean "${field}"?`);
      },
    ),
    ...table("an unknown field whose name is %s is refused", FAR_OFF, async (t, key) => {
      const [issue, ...others] = await refusedChanges(t, { [key]: "x" });
      t.assert.lengthOf(others, 0);
      t.assert.equal(issue.code, "unknown_field");
      t.assert.isBelow(issue.message.length, 501);
    }),
    {
      name: "__proto__ as an own key is an unknown field and changes nothing else",
      run: async (t) => {
        const changes = JSON.parse('{"__proto__":{"name":5}}');
        const issues = await refusedChanges(t, changes);
        t.assert.deepEqual(bare(issues), [{ code: "unknown_field", path: ["__proto__"] }]);
      },
    },
    {
      name: "an unknown field that is undefined is refused as well",
      run: async (t) => {
        const issues = await refusedChanges(t, { colour: undefined });
        t.assert.deepEqual(bare(issues), [{ code: "unknown_field", path: ["colour"] }]);
      },
    },
    {
      name: "all broken rules are reported together, in the order of the keys",
      run: async (t) => {
        const changes = {
          color: "red",
          colour: "red",
          iconUrl: "icon.png",
          name: "x".repeat(41),
          description: null,
        };
        t.assert.deepEqual(bare(await refusedChanges(t, changes)), [
          { code: "invalid_color", path: ["color"] },
          { code: "unknown_field", path: ["colour"] },
          { code: "invalid_url", path: ["iconUrl"] },
          { code: "too_long", path: ["name"] },
          { code: "invalid_type", path: ["description"] },
        ]);
      },
    },
    {
      name: "a thousand unknown fields are all reported",
      run: ({ sdk, assert }) => {
        const changes = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x${i}`, 1]));
        assert.lengthOf(sdk.validateIntegrationUpdate(changes), 1_000);
      },
    },
    {
      name: "a polluted Object.prototype does not change the request",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario({});
        const options = { apiKey: KEY, baseUrl, maxRetries: 0 };
        const pollution = { name: "P", description: 5, iconUrl: "no", color: "no", colour: "no" };
        const { issues, promise } = polluted(pollution, () => ({
          issues: t.sdk.validateIntegrationUpdate({}),
          promise: t.sdk.updateIntegration(ID, {}, options),
        }));
        await promise.catch(() => {});
        t.assert.deepEqual(issues, []);
        t.assert.equal((await requests())[0].body, "{}");
      },
    },
    {
      name: "a polluted Object.prototype adds no issue and hides none",
      run: ({ sdk, assert }) => {
        const issues = polluted({ name: "P", maximum: 1, suggestion: "P", path: ["P"] }, () =>
          sdk.validateIntegrationUpdate({ name: 5, color: "no" }),
        );
        assert.deepEqual(bare(issues), [
          { code: "invalid_type", path: ["name"] },
          { code: "invalid_color", path: ["color"] },
        ]);
      },
    },
  ],
};
