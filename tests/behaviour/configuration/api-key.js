import { header, ID, KEY, refusedOptions, sent, table } from "../../support/calls.js";

const SECRET = "very-secret-0123456789";

const BAD = [
  ["no characters", ""],
  ["only a space", " "],
  ["a space in it", `${SECRET} x`],
  ["a space before it", ` ${SECRET}`],
  ["a newline at the end", `${SECRET}\n`],
  ["a carriage return and newline at the end", `${SECRET}\r\n`],
  ["a header after a newline", `${SECRET}\r\nx-injected: 1`],
  ["a tab", `${SECRET}\t`],
  ["a NUL", `${SECRET}\0`],
  ["an escape character", `\u001B[31m${SECRET}`],
  ["a DEL", `${SECRET}\u007F`],
  ["a C1 control character", `${SECRET}\u0085`],
  ["a no-break space", `${SECRET}\u00A0`],
  ["a zero-width space", `${SECRET}\u200B`],
  ["a byte order mark", `\uFEFF${SECRET}`],
  ["a letter that is not ASCII", `${SECRET}\u00E9`],
  ["a character whose low byte is ASCII", `${SECRET}\u0141`],
  ["an astral character", `${SECRET}\u{1F511}`],
  ["a lone surrogate", `${SECRET}\uD800`],
  ["a typographic quote", `\u201C${SECRET}\u201D`],
  ["513 characters", SECRET.padEnd(513, "x")],
  ["a million characters", SECRET.padEnd(1_000_000, "x")],
];

const BEARER = [
  ["Bearer", `Bearer ${SECRET}`],
  ["bearer", `bearer ${SECRET}`],
  ["BEARER", `BEARER ${SECRET}`],
];

const GOOD = [
  ["1 character", "k"],
  ["512 characters", "k".repeat(512)],
  ["the first visible character", "!"],
  ["the last visible character", "~"],
  ["all visible characters", String.fromCharCode(...Array.from({ length: 94 }, (_, i) => i + 33))],
  ["only the word Bearer", "Bearer"],
];

const NO_STRINGS = [
  ["null", null],
  ["a number", 5],
  ["a symbol", Symbol(SECRET)],
  ["an array", [SECRET]],
  ["an object", { key: SECRET }],
  ["a String object", new String(SECRET)],
  ["a function", () => SECRET],
];

export default {
  topic: "the API key",
  cases: [
    ...table("a key with %s is refused and not shown", BAD, async (t, apiKey) => {
      const error = await refusedOptions(t, { apiKey }, "apiKey");
      t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
    }),
    ...table('a key with "%s " in front is refused with a hint', BEARER, async (t, apiKey) => {
      const error = await refusedOptions(t, { apiKey }, "apiKey");
      t.assert.match(error.message, /Bearer/);
      t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
    }),
    ...table("a key of %s is sent", GOOD, async (t, apiKey) => {
      const request = await sent(t, {}, { apiKey });
      t.assert.equal(header(t, request, "authorization"), `Bearer ${apiKey}`);
    }),
    ...table("%s as the key is refused and not shown", NO_STRINGS, async (t, apiKey) => {
      const error = await refusedOptions(t, { apiKey }, "apiKey");
      t.assert.notInclude(`${error.stack}${JSON.stringify(error)}`, SECRET);
    }),
    {
      name: "each client sends its own key",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario({ status: 404 });
        const [first, second] = [KEY, SECRET].map(
          (apiKey) => new t.sdk.OdeusClient({ apiKey, baseUrl }),
        );
        await first.updateIntegration(ID, {}).catch(() => {});
        await second.updateIntegration(ID, {}).catch(() => {});
        const keys = (await requests()).map((request) => header(t, request, "authorization"));
        t.assert.deepEqual(keys, [`Bearer ${KEY}`, `Bearer ${SECRET}`]);
      },
    },
  ],
};
