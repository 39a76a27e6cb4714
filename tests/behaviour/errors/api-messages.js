/** What of a server's own words is in the message of an error. */
import { assertError, failed, jsonAnswer, KEY, table } from "../../support/calls.js";

const ERRORS = [{ message: "name is too long" }, "color is unknown", { detail: "no icon" }];

/** Bodies of JSON, and what the message says at its end. */
const JSON_BODIES = [
  ["a detail", { detail: "the detail" }, "the detail"],
  ["a title", { title: "The title" }, "The title"],
  ["a title and a detail", { title: "The title", detail: "the detail" }, "The title: the detail"],
  ["an equal title and detail", { title: "the same", detail: "the same" }, "the same"],
  ["a message beside a title", { title: "The title", message: "the message" }, "the message"],
  ["a blank message and a detail", { message: " \n", detail: "the detail" }, "the detail"],
  ["errors", { errors: ERRORS }, "name is too long; color is unknown; no icon"],
  [
    "a message and errors",
    { message: "Validation failed", errors: ERRORS },
    "Validation failed (name is too long; color is unknown; no icon)",
  ],
  ["a message and the same error", { message: "no", errors: [{ message: "no" }] }, "no"],
  ["errors without messages", { message: "no", errors: [5, null, {}, [], ""] }, "no"],
  ["errors that are an object", { message: "no", errors: { name: ["x"] } }, "no"],
  ["a text", "the text", "the text"],
  ["line breaks", { message: " a\r\n\tb\u2028c " }, "a b c"],
  ["control characters", { message: "\u001b[31mred\u0007\u009b\u0000 \u202Eend" }, "[31mred end"],
];

const HTML = [
  ["a title", "<!doctype html>\n<html><head><title>502 Bad Gateway</title>", "502 Bad Gateway"],
  ["a title with attributes", '<html><TITLE lang="en">\n Oops \n</TITLE>', "Oops"],
  ["entities", "<title>A &amp;lt; &quot;B&quot; &#39;&lt;&gt;&nbsp;</title>", 'A &lt; "B" \'<>'],
];

/** Bodies that the message does not show. */
const SILENT = [
  ["HTML without a title", "<html><body><h1>Secret</h1></body></html>"],
  ["HTML with an empty title", "<html><title> </title><p>Secret</p>"],
  ["HTML after white space", "\n  <p>Secret"],
  ["HTML after a text", "Secret: <b>x</b>"],
  ["XML", '<?xml version="1.0"?><Error><Message>Secret</Message></Error>'],
  ["a long text", "Secret ".repeat(50)],
  ["only white space", " \n "],
];

const SAYS = / The API says: (.*)$/s;

async function words(t, answer) {
  const error = await failed(t, { answers: [answer] });
  t.assert.isAtMost(error.message.length, 500);
  return { error, said: SAYS.exec(error.message)?.[1] };
}

export default {
  topic: "the API's words in messages",
  cases: [
    ...table("a body of JSON with %s is in the message", JSON_BODIES, async (t, body, expected) => {
      const { error, said } = await words(t, jsonAnswer(body, 400));
      assertError(t, error, "BadRequestError", { body });
      t.assert.equal(said, expected);
    }),
    ...table("of an HTML body with %s the message has the title", HTML, async (t, body, title) => {
      for (const type of ["text/html", "text/plain"]) {
        const { said } = await words(t, { status: 502, headers: { "content-type": type }, body });
        t.assert.equal(said, title);
      }
    }),
    ...table("the message says nothing of %s", SILENT, async (t, body) => {
      for (const type of ["text/html", "text/plain"]) {
        const { error, said } = await words(t, {
          status: 404,
          headers: { "content-type": type },
          body,
        });
        t.assert.isUndefined(said);
        t.assert.notMatch(error.message, /Secret|</);
      }
    }),
    {
      name: "a short text is in the message, whatever its content type",
      run: async (t) => {
        for (const headers of [{}, { "content-type": "text/html" }]) {
          const { said } = await words(t, { status: 400, headers, body: "Name\nis too long" });
          t.assert.equal(said, "Name is too long");
        }
      },
    },
    {
      name: "the message has the first of 40,000 errors",
      run: async (t) => {
        const errors = Array(40_000).fill({ message: "x".repeat(9) });
        const { said } = await words(t, jsonAnswer({ message: "Bad", errors }, 422));
        t.assert.match(said, /^Bad \(x{9}; x{9}/);
      },
    },
    {
      name: "the key is not in the message, also with entities or control characters in it",
      run: async (t) => {
        const apiKey = `a&b<${KEY}`;
        const bodies = [
          `<title>bad a&amp;b&lt;${KEY}</title>`,
          JSON.stringify({ detail: `bad a&b<${KEY.replace("0", "\u00000")}` }),
          JSON.stringify({ errors: [`bad a&b<${KEY}`] }),
          `bad a&b<${KEY}`,
        ];
        for (const body of bodies) {
          const error = await failed(t, { options: { apiKey }, answers: [{ status: 401, body }] });
          t.assert.notInclude(error.message, KEY);
          t.assert.include(error.message, "bad [redacted]");
        }
      },
    },
  ],
};
