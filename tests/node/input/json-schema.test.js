/**
 * The JSON Schema against the rules, with Ajv as the validator. The schema accepts everything that the
 * rules accept. It refuses everything that the rules refuse, apart from the named exceptions.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import {
  integrationIdSchema,
  integrationUpdateSchema,
  validateIntegrationUpdate,
} from "odeus-integrations";
import { ID } from "../../support/calls.js";

const VALIDATORS = [
  ["draft-2020-12", Ajv2020],
  ["draft-07", Ajv],
];

/** Issues of inputs that the schema accepts, although the rules refuse them. */
const EXCEPTIONS = {
  "JSON Schema cannot describe a lone surrogate": ({ code }) => code === "invalid_unicode",
  "the pattern of iconUrl checks the scheme, and not the host or the port": (issue, value) =>
    issue.code === "invalid_url" && /^\s*https?:/i.test(withoutControls(value.iconUrl)),
};

/** Drops what the WHATWG parser drops before and inside the scheme. */
function withoutControls(text) {
  return text.replace(/[\t\n\r]/g, "").replace(/^[\0-\u0020]+/, "");
}

function isException(issue, value) {
  return Object.values(EXCEPTIONS).some((matches) => matches(issue, value));
}

/** Formats are asserted and unknown keywords are refused, as Fastify does. */
function compile(AjvClass, schema) {
  return addFormats(new AjvClass({ strict: true })).compile(schema);
}

const units = fc
  .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7f0, max: 0xe00f })), { maxLength: 100 })
  .map((list) => String.fromCharCode(...list));
const grapheme = (maxLength) => fc.string({ unit: "grapheme", maxLength });
const nearHex = fc.constantFrom(..."0123456789abcdefABCDEF0123456789abcdefABCDEFg# \n");
const color = fc.array(nearHex, { maxLength: 9 }).map((digits) => `#${digits.join("")}`);

/** URLs that are right, nearly right and wrong, with whatever the parser drops or repairs. */
const schemes = ["https:", "http:", "HTTPS:", "hTTp:", "h\tttps:", "http\n:", "ftp:", "httpx:", ""];
const url = fc
  .tuple(
    fc.constantFrom("", "", " ", "\0", "\n", "\u001F ", "\u00A0", "x"),
    fc.constantFrom(...schemes),
    fc.constantFrom("//", "/", "", "\\\\", "///"),
    fc.oneof(fc.domain(), fc.constantFrom("", "bücher.example", "a b", "[::1]", "1.2.3.256", "@a")),
    fc.constantFrom("", ":", ":80", ":99999"),
    fc.oneof(fc.constantFrom("", "/", "/a b", "?é", "#"), fc.webPath()),
  )
  .map((parts) => parts.join(""));

function field(likely) {
  return fc.oneof(
    { weight: 10, arbitrary: likely },
    { weight: 1, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: units },
  );
}

const fields = fc.record(
  {
    name: field(grapheme(45)),
    description: field(fc.oneof(grapheme(95), fc.string({ unit: "binary", maxLength: 95 }))),
    iconUrl: field(fc.oneof(url, url, fc.webUrl())),
    color: field(color),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const changes = fc.oneof(
  { weight: 10, arbitrary: fields },
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 1,
    arbitrary: fc.tuple(fields, fc.string()).map(([value, key]) => ({ ...value, [key]: "A" })),
  },
);

const near = fc
  .tuple(fc.nat(36), nearHex)
  .map(([at, digit]) => ID.slice(0, at) + digit + ID.slice(at + 1));
const id = fc.oneof(near, near, fc.uuid(), fc.constant(ID.toUpperCase()), fc.jsonValue());

for (const [target, AjvClass] of VALIDATORS) {
  describe(`the JSON Schema for ${target}`, () => {
    let accepts;
    let acceptsId;
    let acceptsOutputId;
    before(() => {
      const { jsonSchema } = integrationIdSchema["~standard"];
      accepts = compile(
        AjvClass,
        integrationUpdateSchema["~standard"].jsonSchema.input({ target }),
      );
      acceptsId = compile(AjvClass, jsonSchema.input({ target }));
      acceptsOutputId = compile(AjvClass, jsonSchema.output({ target }));
    });

    test("accepts all changes that the rules accept, and refuses all others but the exceptions", () => {
      const seen = { accepted: 0, refused: 0, excepted: 0 };
      fc.assert(
        fc.property(changes, (value) => {
          const issues = validateIntegrationUpdate(value);
          if (issues.length === 0) {
            assert.ok(accepts(value), JSON.stringify(accepts.errors));
            seen.accepted += 1;
          } else if (accepts(value)) {
            for (const issue of issues) assert.ok(isException(issue, value), issue.message);
            seen.excepted += 1;
          } else {
            seen.refused += 1;
          }
        }),
        { numRuns: 5_000 },
      );
      for (const [kind, count] of Object.entries(seen)) assert.ok(count > 100, `${kind}: ${count}`);
    });

    test("accepts exactly the ids that the rule accepts", () => {
      fc.assert(
        fc.property(id, (value) => {
          const { issues, value: output } = integrationIdSchema["~standard"].validate(value);
          assert.equal(acceptsId(value), issues === undefined);
          if (issues === undefined) assert.ok(acceptsOutputId(output));
        }),
        { numRuns: 3_000 },
      );
    });

    test("accepts URLs and ids that a format would refuse", () => {
      for (const iconUrl of [
        "https://example.com/my icon.png",
        "https://bücher.example",
        "http:a",
      ]) {
        assert.deepEqual(validateIntegrationUpdate({ iconUrl }), []);
        assert.ok(accepts({ iconUrl }), iconUrl);
      }
      assert.ok(acceptsId("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"));
    });

    test("accepts the exceptions, which only the rules refuse", () => {
      for (const value of [
        { name: "\uD800" },
        { iconUrl: "https://" },
        { iconUrl: "http://a b" },
      ]) {
        assert.ok(accepts(value));
        const issues = validateIntegrationUpdate(value);
        assert.ok(issues.length > 0);
        for (const issue of issues) assert.ok(isException(issue, value));
      }
    });
  });
}
