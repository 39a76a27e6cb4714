import { bare, refusedChanges, sent, table } from "../../support/calls.js";

const FIELDS = ["name", "description", "iconUrl", "color"];

const NO_STRINGS = [
  ["null", null],
  ["a number", 5],
  ["NaN", Number.NaN],
  ["a bigint", 5n],
  ["a boolean", false],
  ["a symbol", Symbol("A")],
  ["an object", {}],
  ["an array", ["A"]],
  ["a function", () => "A"],
  ["a String object", new String("A")],
  ["an object with toString", { toString: () => "A" }],
  ["a URL", new URL("https://example.com")],
  ["a date", new Date(0)],
];

const LONE_SURROGATES = [
  ["a lone high surrogate", "a\uD83Db"],
  ["a lone low surrogate", "a\uDE80b"],
  ["a high surrogate at the start", "\uD83Dab"],
  ["a high surrogate at the end", "ab\uD83D"],
  ["a low surrogate at the start", "\uDE80ab"],
  ["a low surrogate at the end", "ab\uDE80"],
  ["only a high surrogate", "\uD800"],
  ["only a low surrogate", "\uDFFF"],
  ["a pair in the wrong order", "\uDE80\uD83D"],
  ["two high surrogates and a low one", "\uD83D\uD83D\uDE80"],
  ["a high surrogate and two low ones", "\uD83D\uDE80\uDE80"],
];

const ROCKET = "\u{1F680}";
const ACCENT = "e\u0301";

/** Functions that make strings of exactly `length` code points. */
const COUNTED = [
  ["letters", (length) => "x".repeat(length)],
  ["astral characters", (length) => ROCKET.repeat(length)],
  ["astral and other characters", (length) => ROCKET + "x".repeat(length - 1)],
  ["combining marks", (length) => ACCENT.repeat(length).slice(0, length)],
  ["three-byte characters", (length) => "\u20AC".repeat(length)],
  ["control characters", (length) => "\0".repeat(length)],
  ["joined emoji", (length) => [..."\u{1F468}\u200D".repeat(length)].slice(0, length).join("")],
];

const LIMITS = [
  ["name", 40],
  ["description", 90],
];

function tooLong(field, maximum, actual) {
  return { code: "too_long", path: [field], maximum, actual };
}

function withoutMessage({ message, ...issue }) {
  return issue;
}

export default {
  topic: "the rules of fields",
  cases: [
    ...FIELDS.flatMap((field) =>
      table(`%s as ${field} is refused as invalid_type`, NO_STRINGS, async (t, value) => {
        const issues = await refusedChanges(t, { [field]: value });
        t.assert.deepEqual(bare(issues), [{ code: "invalid_type", path: [field] }]);
        t.assert.include(issues[0].message, field);
      }),
    ),
    ...table(
      "a %s that is undefined is accepted and not sent",
      FIELDS.map((field) => [field, field]),
      async (t, field) => {
        t.assert.deepEqual(t.sdk.validateIntegrationUpdate({ [field]: undefined }), []);
        t.assert.equal((await sent(t, { [field]: undefined })).body, "{}");
      },
    ),
    ...["name", "description"].flatMap((field) =>
      table(`${field} with %s is refused as invalid_unicode`, LONE_SURROGATES, async (t, value) => {
        const issues = await refusedChanges(t, { [field]: value });
        t.assert.deepEqual(bare(issues), [{ code: "invalid_unicode", path: [field] }]);
      }),
    ),
    ...table("iconUrl with %s is refused as invalid_unicode", LONE_SURROGATES, async (t, value) => {
      const issues = await refusedChanges(t, { iconUrl: `https://example.com/${value}` });
      t.assert.deepEqual(bare(issues), [{ code: "invalid_unicode", path: ["iconUrl"] }]);
    }),
    ...table("color with %s is refused as invalid_unicode", LONE_SURROGATES, async (t, value) => {
      const issues = await refusedChanges(t, { color: value });
      t.assert.deepInclude(bare(issues), { code: "invalid_unicode", path: ["color"] });
    }),
    {
      name: "a name that is too long and has a lone surrogate gives both issues",
      run: async (t) => {
        const issues = await refusedChanges(t, { name: `${"x".repeat(40)}\uD800` });
        t.assert.sameMembers(
          issues.map(({ code }) => code),
          ["too_long", "invalid_unicode"],
        );
      },
    },
    ...LIMITS.flatMap(([field, maximum]) => [
      ...table(`a ${field} of ${maximum} %s is accepted`, COUNTED, async (t, make) => {
        const changes = { [field]: make(maximum) };
        t.assert.deepEqual(JSON.parse((await sent(t, changes)).body), changes);
      }),
      ...table(
        `a ${field} of ${maximum + 1} %s is refused as too_long`,
        COUNTED,
        async (t, make) => {
          const issues = await refusedChanges(t, { [field]: make(maximum + 1) });
          t.assert.deepEqual(issues.map(withoutMessage), [tooLong(field, maximum, maximum + 1)]);
          t.assert.include(issues[0].message, String(maximum));
        },
      ),
      {
        name: `an empty ${field} is accepted`,
        run: async (t) => t.assert.equal((await sent(t, { [field]: "" })).body, `{"${field}":""}`),
      },
      {
        name: `the issue of a ${field} of 10,000 units has its length`,
        run: async (t) => {
          const issues = await refusedChanges(t, { [field]: ROCKET.repeat(5_000) });
          t.assert.deepEqual(issues.map(withoutMessage), [tooLong(field, maximum, 5_000)]);
        },
      },
      {
        name: `the issue of a ${field} over 10,000 units has no length`,
        run: async (t) => {
          const [issue, ...others] = await refusedChanges(t, { [field]: "x".repeat(10_001) });
          t.assert.deepEqual(withoutMessage(issue), { code: "too_long", path: [field], maximum });
          t.assert.notProperty(issue, "actual");
          t.assert.lengthOf(others, 0);
        },
      },
      {
        name: `no other rule is checked for a ${field} over 10,000 units`,
        run: async (t) => {
          const issues = await refusedChanges(t, { [field]: `\uD800${"x".repeat(10_000)}` });
          t.assert.deepEqual(bare(issues), [{ code: "too_long", path: [field] }]);
        },
      },
    ]),
  ],
};
