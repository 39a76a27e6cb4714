import { bare, ID, refused, sent, table } from "../../support/calls.js";

const GOOD = [
  ["version 1", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["version 2", "000003e8-cbb9-21ea-b201-00045a86c8a1"],
  ["version 3", "6fa459ea-ee8a-3ca4-894e-db77e160355e"],
  ["version 4", "9b2e1a4c-7f3d-4e8b-a1c2-d3e4f5a6b7c8"],
  ["version 5", "886313e1-3b8a-5372-9b90-0c9aee199e5d"],
  ["version 6", "1ef21d2f-1207-6660-8c4f-419efbd44d48"],
  ["version 7", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"],
  ["version 8", "320c3d4d-cc00-875b-8ec9-32d5f69181c0"],
  ["no version", "00000000-0000-0000-0000-000000000000"],
  ["only F", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  ["an unusual variant", "12345678-1234-f234-f234-123456789abc"],
];

const BAD = [
  ["no characters", ""],
  ["braces", `{${ID}}`],
  ["urn:uuid: before it", `urn:uuid:${ID}`],
  ["no dashes", ID.replaceAll("-", "")],
  ["35 characters", ID.slice(0, -1)],
  ["37 characters", `${ID}0`],
  ["37 characters, with an extra first one", `0${ID}`],
  ["a letter that is not a hex digit", ID.replace("5", "g")],
  ["a last character that is not a hex digit", `${ID.slice(0, -1)}g`],
  ["dashes in other places", "550e840-0e29b-41d4-a716-4466554400000"],
  ["36 characters and dashes one place too late", "550e84000-e29b-41d4-a716-44665544000"],
  ["a digit in place of a dash", ID.replace("-", "0")],
  ["36 dashes", "-".repeat(36)],
  ["36 digits", "0".repeat(36)],
  ["underscores in place of dashes", ID.replaceAll("-", "_")],
  ["en dashes", ID.replaceAll("-", "\u2013")],
  ["a soft hyphen", ID.replace("-", "\u00AD")],
  ["full-width digits", ID.replace("5", "\uFF15")],
  ["Arabic digits", ID.replace("5", "\u0665")],
  ["a Cyrillic letter that looks like a hex digit", ID.replace("e", "\u0435")],
  ["a character whose low byte is a digit", ID.replace("5", "\u0135")],
  ["an astral digit", ID.replace("55", "\u{1D7D3}")],
  ["a combining mark", ID.replace("55", "5\u0301")],
  ["a lone surrogate", ID.replace("5", "\uD800")],
  ["a space before it", ` ${ID}`],
  ["a space at the end", `${ID} `],
  ["a newline at the end", `${ID}\n`],
  ["a newline in place of the last digit", `${ID.slice(0, -1)}\n`],
  ["a carriage return and newline at the end", `${ID}\r\n`],
  ["a tab at the end", `${ID}\t`],
  ["a no-break space at the end", `${ID}\u00A0`],
  ["a zero-width space in it", ID.replace("-", "-\u200B")],
  ["a byte order mark before it", `\uFEFF${ID}`],
  ["a NUL at the end", `${ID}\0`],
  ["two ids", `${ID},${ID}`],
  ["two lines", `${ID}\n${ID}`],
  ["a path after it", `${ID}/../../admin`],
  ["a path before it", `../${ID}`],
  ["only dots", ".."],
  ["a path as long as an id", "../../../../../../../../../../../../"],
  ["an encoded path as long as an id", "..%2F..%2F..%2F..%2F..%2F..%2F..%2F0"],
  ["an encoded dash", ID.replace("-", "%2D")],
  ["a query after it", `${ID}?x=1`],
  ["a fragment after it", `${ID}#x`],
  ["a backslash after it", `${ID}\\`],
  ["a web address", "https://example.com/550e8400-e29b-41d"],
  ["0x before it", `0x${ID}`],
  ["a GUID in parentheses", `(${ID})`],
  ["a word", "undefined"],
];

const NO_STRINGS = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 550],
  ["NaN", Number.NaN],
  ["a bigint", 550n],
  ["a boolean", true],
  ["a symbol", Symbol(ID)],
  ["an object", {}],
  ["an array with an id", [ID]],
  ["a String object", new String(ID)],
  ["an object with toString", { toString: () => ID }],
  ["an object that converts to a primitive", { [Symbol.toPrimitive]: () => ID }],
  ["a function", () => ID],
  ["a URL", new URL(`urn:uuid:${ID}`)],
  ["a proxy", new Proxy({}, {})],
];

export default {
  topic: "the rules of the id",
  cases: [
    ...table("an id of %s is sent", GOOD, async (t, id) => {
      t.assert.equal((await sent(t, {}, {}, id)).path, `/integrations/v1/${id}`);
    }),
    ...table(
      "an id in %s is sent in lower case",
      [
        ["upper case", ID.toUpperCase()],
        ["mixed case", ID.replace("e29b", "E29b")],
      ],
      async (t, id) => t.assert.equal((await sent(t, {}, {}, id)).path, `/integrations/v1/${ID}`),
    ),
    ...table("an id with %s is refused as invalid_uuid", BAD, async (t, id) => {
      const issues = await refused(t, id, {});
      t.assert.deepEqual(bare(issues), [{ code: "invalid_uuid", path: ["integrationId"] }]);
    }),
    ...table("%s as the id is refused as invalid_type", NO_STRINGS, async (t, id) => {
      const issues = await refused(t, id, {});
      t.assert.deepEqual(bare(issues), [{ code: "invalid_type", path: ["integrationId"] }]);
    }),
    {
      name: "a revoked proxy as the id is refused as invalid_type",
      run: async (t) => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        const issues = await refused(t, proxy, {});
        t.assert.deepEqual(bare(issues), [{ code: "invalid_type", path: ["integrationId"] }]);
      },
    },
    {
      name: "the issue of the id comes before the issues of the changes",
      run: async (t) => {
        const changes = { color: "red", name: 5 };
        const issues = await refused(t, "no", changes);
        t.assert.deepEqual(bare(issues), [
          { code: "invalid_uuid", path: ["integrationId"] },
          { code: "invalid_color", path: ["color"] },
          { code: "invalid_type", path: ["name"] },
        ]);
        t.assert.deepEqual(issues.slice(1), t.sdk.validateIntegrationUpdate(changes));
      },
    },
    {
      name: "the message says what an id looks like",
      run: async (t) => {
        const [issue] = await refused(t, "no", {});
        t.assert.match(issue.message, /integrationId.*UUID/s);
      },
    },
  ],
};
