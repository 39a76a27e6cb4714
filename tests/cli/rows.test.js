/** The rows of NDJSON and of a JSON array: how they are read, and how errors name their place. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import { makeFolder, parseResults, runCli, toNdjson } from "../support/cli.js";

const row = (number) => ({ id: idOf(number), name: `Name ${number}` });

/** Validates a content. Returns the rows that are broken, and what the program did. */
async function validate(t, name, content, parameters = []) {
  const { path: cwd, write } = await makeFolder(t);
  await write(name, content);
  const { code, stdout, stderr } = await runCli(["validate", name, ...parameters], { cwd });
  const json = await runCli(["validate", name, "--json", ...parameters], { cwd });
  assert.equal(json.code, code);
  if (json.stdout === "") return { code, stdout, stderr, lines: [], invalid: [] };
  const { results, summary } = parseResults(json.stdout);
  const invalid = results.filter(({ status }) => status === "invalid");
  assert.equal(summary.invalid, invalid.length);
  assert.equal(summary.read, results.length);
  return { code, stdout, stderr, lines: results.map(({ line }) => line), invalid };
}

describe("NDJSON", () => {
  for (const ending of [".ndjson", ".jsonl", ".NDJSON"]) {
    test(`is known by the ending ${ending}`, async (t) => {
      const { code, lines } = await validate(t, `rows${ending}`, toNdjson([row(1), row(2)]));
      assert.deepEqual([code, lines], [0, [1, 2]]);
    });
  }

  test("may have a byte order mark, empty lines, CRLF, and a last line without an end", async (t) => {
    const [first, second, third] = [row(1), row(2), row(3)].map((value) => JSON.stringify(value));
    const content = `\u{feff}${first}\r\n\r\n${second}\n  \n${third}`;
    const { code, lines } = await validate(t, "rows.ndjson", content);
    assert.deepEqual([code, lines], [0, [1, 3, 5]]);
  });

  test("is split at line feeds only", async (t) => {
    const text = '"a\u2028b\u2029c\u0085d"'.replace(/^"|"$/g, "");
    const content = `{"id":"${idOf(1)}","name":"${text}"}\n{"id":"${idOf(2)}"}\n`;
    const { code, lines } = await validate(t, "rows.ndjson", content);
    assert.deepEqual([code, lines], [0, [1, 2]]);
  });

  test("may be empty", async (t) => {
    for (const content of ["", "\n", "\u{feff}"]) {
      const { code, lines, stderr } = await validate(t, "rows.ndjson", content);
      assert.deepEqual([code, lines], [0, []], stderr);
    }
  });

  for (const [name, line, message] of [
    ["no JSON", "{oops", /rows\.ndjson:3: The line is not JSON/],
    ["the line of an array", "[", /:3: .*--format json/],
    ["an array", "[]", /:3: The row must be an object/],
    ["null", "null", /:3: The row must be an object/],
    ["no id", '{"name":"x"}', /:3: The row has no id/],
    ["an id that is a number", '{"id":5}', /:3: integrationId must be a string/],
    ["an id that is no UUID", '{"id":"x"}', /:3: integrationId must be a UUID/],
    ["an unknown field", `{"id":"${idOf(9)}","nmae":"x"}`, /:3: "nmae".*Did you mean "name"\?/],
    ["the field __proto__", `{"id":"${idOf(9)}","__proto__":{}}`, /:3: "__proto__" is not a field/],
    ["a field that is null", `{"id":"${idOf(9)}","name":null}`, /:3: name must be a string/],
  ]) {
    test(`names the line of a row that is ${name}`, async (t) => {
      const content = `${toNdjson([row(1)])}\n${line}\n${toNdjson([row(2)])}`;
      const { code, stdout, stderr, invalid } = await validate(t, "rows.ndjson", content);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, message);
      assert.match(stderr, /One row is broken, at rows\.ndjson:3\. Nothing was sent\./);
      assert.deepEqual(
        invalid.map(({ line }) => line),
        [3],
      );
    });
  }

  test("names the line 2,345 of 3,000", async (t) => {
    const rows = Array.from({ length: 3_000 }, (_, number) => row(number));
    rows[2_344].color = "blue";
    const { code, stderr } = await validate(t, "rows.ndjson", toNdjson(rows));
    assert.equal(code, 2);
    assert.match(stderr, /^rows\.ndjson:2345: color must/);
  });

  test("shows all problems of all rows", async (t) => {
    const broken = { id: "x", name: "x".repeat(41), color: "blue" };
    const { stderr, invalid } = await validate(
      t,
      "rows.ndjson",
      toNdjson([broken, row(1), broken]),
    );
    for (const line of [1, 3]) assert.equal(stderr.split(`rows.ndjson:${line}: `).length, 4);
    assert.match(stderr, /2 rows are broken, the first at rows\.ndjson:1\./);
    assert.deepEqual(
      invalid[0].issues.map(({ path }) => path),
      [["id"], ["name"], ["color"]],
    );
  });

  test("that is not UTF-8 is refused, and the line is named", async (t) => {
    const broken = Buffer.from(`{"id":"${idOf(1)}","name":"\u00e9"}\n`, "latin1");
    const content = Buffer.concat([Buffer.from(toNdjson([row(1)])), broken]);
    const { code, stderr } = await validate(t, "rows.ndjson", content);
    assert.equal(code, 2);
    assert.match(stderr, /rows\.ndjson:2: The line is not UTF-8/);
  });

  test("with a line that has no end is refused, and does not fill the memory", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("rows.ndjson", toNdjson([row(1)]) + "x".repeat(100_000_000));
    const command = [process.execPath, "--max-old-space-size=32"];
    const { code, stderr } = await runCli(["validate", "rows.ndjson"], { cwd, command });
    assert.equal(code, 2);
    assert.match(stderr, /rows\.ndjson:2: The line has more than 1 MiB/);
  });
});

describe("a JSON array", () => {
  test("is known by its ending, and its rows are numbered", async (t) => {
    const content = `\u{feff}${JSON.stringify([row(1), row(2)], null, 2)}`;
    const { code, lines } = await validate(t, "rows.json", content);
    assert.deepEqual([code, lines], [0, [1, 2]]);
  });

  test("names the number of a broken row", async (t) => {
    const { code, stderr } = await validate(t, "rows.json", JSON.stringify([row(1), { id: "x" }]));
    assert.equal(code, 2);
    assert.match(stderr, /rows\.json:2: integrationId must be a UUID/);
  });

  test("may be empty", async (t) => {
    for (const content of ["", "[]"]) {
      assert.equal((await validate(t, "rows.json", content)).code, 0);
    }
  });

  for (const [name, content, message] of [
    ["no JSON", "[", /rows\.json is not JSON/],
    ["NDJSON", toNdjson([row(1), row(2)]), /add --format ndjson/],
    ["an object", "{}", /rows\.json must be a JSON array/],
    ["no UTF-8", Buffer.from([0x5b, 0xff]), /rows\.json is not UTF-8/],
  ]) {
    test(`that is ${name} is refused`, async (t) => {
      const { code, stderr } = await validate(t, "rows.json", content);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }
});

describe("the option --format", () => {
  test("comes before the ending", async (t) => {
    const { code, lines } = await validate(t, "rows.csv", JSON.stringify([row(1)]), [
      ...["--format", "json"],
    ]);
    assert.deepEqual([code, lines], [0, [1]]);
  });

  test("tells the format of standard input, which is NDJSON without it", async () => {
    const input = `id,name\n${idOf(1)},x\n`;
    assert.equal((await runCli(["validate", "-", "--format", "csv"], { input })).code, 0);
    const { code, stderr } = await runCli(["validate", "-"], { input });
    assert.equal(code, 2);
    assert.match(stderr, /standard input:1: The line is not JSON/);
  });
});
