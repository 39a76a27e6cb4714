/** The schemas as JSON Schema, by Standard JSON Schema. */
import { assertConfigurationError, ID, polluted, table, thrown } from "../../support/calls.js";

const DIALECTS = [
  ["draft-2020-12", { $schema: "https://json-schema.org/draft/2020-12/schema" }],
  ["draft-07", { $schema: "http://json-schema.org/draft-07/schema#" }],
  ["openapi-3.0", {}],
];
const TARGETS = DIALECTS.map(([target, dialect]) => [target, target, dialect]);

const NAMES = ["integrationUpdateSchema", "integrationIdSchema"];
const DIRECTIONS = ["input", "output"];

const UNKNOWN = [
  ["a target that is unknown", { target: "draft-04" }],
  ["an older draft", { target: "draft-2019-09" }],
  ["a newer OpenAPI", { target: "openapi-3.1" }],
  ["an empty target", { target: "" }],
  ["a space before the target", { target: " draft-07" }],
  ["a space after the target", { target: "draft-07 " }],
  ["the name of a method of every object", { target: "toString" }],
  ["the name of the prototype", { target: "__proto__" }],
  ["a target in upper case", { target: "DRAFT-07" }],
  ["a long target", { target: "draft-07".repeat(100_000) }],
  ["a target that is a String object", { target: new String("draft-07") }],
  ["a target that is a symbol", { target: Symbol("draft-07") }],
  ["no target", {}],
  ["no options", undefined],
  ["null as options", null],
  [
    "options whose getter throws",
    {
      get target() {
        throw new Error("from the caller");
      },
    },
  ],
];

const DESCRIPTION = "description";

/** A copy of a schema without its descriptions. A property may have that name, too. */
function bareSchema({ properties, [DESCRIPTION]: description, ...rules }) {
  if (properties === undefined) return rules;
  const bareProperties = Object.entries(properties).map(([key, value]) => [key, bareSchema(value)]);
  return { ...rules, properties: Object.fromEntries(bareProperties) };
}

function convert(sdk, name, direction, target) {
  return sdk[name]["~standard"].jsonSchema[direction]({ target });
}

function patternOf(sdk, field) {
  const { properties } = convert(sdk, "integrationUpdateSchema", "input", "draft-07");
  return new RegExp(properties[field].pattern, "u");
}

export default {
  topic: "JSON Schema",
  cases: [
    ...table("the schema of the changes has the rules, for %s", TARGETS, (t, target, dialect) => {
      for (const direction of DIRECTIONS) {
        const { properties, ...rest } = bareSchema(
          convert(t.sdk, "integrationUpdateSchema", direction, target),
        );
        t.assert.deepEqual(rest, { ...dialect, type: "object", additionalProperties: false });
        const { iconUrl, color, ...texts } = properties;
        t.assert.deepEqual(texts, {
          name: { type: "string", maxLength: 40 },
          description: { type: "string", maxLength: 90 },
        });
        for (const rule of [iconUrl, color]) {
          t.assert.hasAllKeys(rule, ["type", "pattern"]);
          t.assert.equal(rule.type, "string");
        }
      }
    }),
    ...table("the schema of the id has a pattern, for %s", TARGETS, ({ sdk, assert }, target) => {
      const input = convert(sdk, "integrationIdSchema", "input", target);
      const output = convert(sdk, "integrationIdSchema", "output", target);
      for (const { pattern, type } of [input, output]) {
        assert.equal(type, "string");
        assert.isTrue(new RegExp(pattern, "u").test(ID));
        assert.isFalse(new RegExp(pattern, "u").test(`${ID}0`));
        assert.isFalse(new RegExp(pattern, "u").test(`0${ID}`));
      }
      assert.isTrue(new RegExp(input.pattern, "u").test(ID.toUpperCase()));
      assert.isFalse(new RegExp(output.pattern, "u").test(ID.toUpperCase()));
    }),
    ...table(
      "every part has a description in words, for %s",
      TARGETS,
      ({ sdk, assert }, target) => {
        const changes = convert(sdk, "integrationUpdateSchema", "input", target);
        const parts = [changes, ...Object.values(changes.properties)];
        parts.push(convert(sdk, "integrationIdSchema", "input", target));
        assert.lengthOf(parts, 6);
        for (const { description } of parts) assert.match(description, /^[A-Z].*\.$/);
      },
    ),
    ...NAMES.flatMap((name) =>
      table(`${name} throws a ConfigurationError for %s`, UNKNOWN, (t, options) => {
        for (const direction of DIRECTIONS) {
          const { jsonSchema } = t.sdk[name]["~standard"];
          const error = thrown(t, () => jsonSchema[direction](options));
          assertConfigurationError(t, error, "target");
          for (const [target] of DIALECTS) t.assert.include(error.message, target);
        }
      }),
    ),
    {
      name: "each call returns a new object",
      run: ({ sdk, assert }) => {
        const first = convert(sdk, "integrationUpdateSchema", "input", "draft-07");
        const second = convert(sdk, "integrationUpdateSchema", "input", "draft-07");
        assert.deepEqual(first, second);
        first.properties.name.maxLength = 5;
        first.properties.more = {};
        delete first.type;
        const third = convert(sdk, "integrationUpdateSchema", "input", "draft-07");
        assert.deepEqual(third, second);
      },
    },
    {
      name: "the functions work without `this`, and further options have no effect",
      run: ({ sdk, assert }) => {
        const { input } = sdk.integrationIdSchema["~standard"].jsonSchema;
        const options = { target: "draft-07", libraryOptions: { target: "draft-04" } };
        assert.deepEqual(input(options), input({ target: "draft-07" }));
      },
    },
    {
      name: "a polluted Object.prototype changes no schema",
      run: ({ sdk, assert }) => {
        const read = () => convert(sdk, "integrationUpdateSchema", "input", "openapi-3.0");
        assert.deepEqual(polluted({ $schema: "no", name: 5, toJSON: 5 }, read), read());
      },
    },
    ...table(
      "the pattern of iconUrl accepts %s",
      [
        ["https", "https://example.com/icon.png"],
        ["http", "http://example.com"],
        ["upper case", "HTTPS://EXAMPLE.COM"],
        ["spaces around it", "  https://example.com  "],
        ["control characters before it", "\0\u001Fhttps://example.com"],
        ["newlines in the scheme", "h\nt\tt\rp\ns\n://example.com"],
        ["a host that is not ASCII", "https://b\u00FCcher.example/\u{1F680}"],
      ],
      ({ sdk, assert }, iconUrl) => {
        assert.deepEqual(sdk.validateIntegrationUpdate({ iconUrl }), []);
        assert.match(iconUrl, patternOf(sdk, "iconUrl"));
      },
    ),
    ...table(
      "the pattern of iconUrl refuses %s",
      [
        ["another scheme", "ftp://example.com"],
        ["a scheme that starts with http", "httpx://example.com"],
        ["no scheme", "example.com/https://example.com"],
        ["a no-break space before it", "\u00A0https://example.com"],
        ["no characters", ""],
      ],
      ({ sdk, assert }, iconUrl) => assert.notMatch(iconUrl, patternOf(sdk, "iconUrl")),
    ),
    ...table(
      "the pattern of color accepts and refuses what the rule does: %s",
      [
        "#abc",
        "#ABCD",
        "#a1b2c3",
        "#a1b2c3d4",
        "",
        "#",
        "#ab",
        "#abcde",
        "#abg",
        "abc",
        "#abc\n",
      ].map((color) => [JSON.stringify(color), color]),
      ({ sdk, assert }, color) => {
        const isRight = sdk.validateIntegrationUpdate({ color }).length === 0;
        assert.equal(patternOf(sdk, "color").test(color), isRight);
      },
    ),
  ],
};
