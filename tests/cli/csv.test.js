/** The rows of CSV: how they are read, and how errors name their line. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import { makeFolder, parseResults, reaching, runCli } from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";

/** Runs a command on a file. */
async function run(t, command, content, { parameters = [], env } = {}) {
  const { path: cwd, write } = await makeFolder(t);
  await write("rows.csv", content);
  return runCli([command, "rows.csv", ...parameters], { cwd, env });
}

/** Applies a file. Returns the updates that the server saw. */
async function apply(t, content) {
  const server = await startLimited();
  try {
    const { code, stderr } = await run(t, "apply", content, { env: reaching(server) });
    assert.equal(code, 0, stderr);
    return server.seen.updates;
  } finally {
    await server.close();
  }
}

describe("CSV", () => {
  test("names its columns in any order", async (t) => {
    const content = `color,name,id,iconUrl,description\n#fff,Rain,${idOf(1)},https://a.example,Wet\n`;
    assert.deepEqual(await apply(t, content), [
      {
        id: idOf(1),
        changes: { color: "#fff", name: "Rain", iconUrl: "https://a.example", description: "Wet" },
      },
    ]);
  });

  test("may have a byte order mark, CRLF, empty lines, and a last line without an end", async (t) => {
    const content = `\u{feff}id,name\r\n${idOf(1)},Rain\r\n\r\n${idOf(2)},Sun`;
    const updates = await apply(t, content);
    const names = updates.map(({ changes }) => changes.name).sort();
    assert.deepEqual(names, ["Rain", "Sun"]);
  });

  test("keeps a field whose cell is empty, quoted or not", async (t) => {
    const content = `id,name,description,color\n${idOf(1)},Rain,"",\n`;
    assert.deepEqual(await apply(t, content), [{ id: idOf(1), changes: { name: "Rain" } }]);
  });

  test("may have commas, quotes and line breaks in quotes, and keeps spaces", async (t) => {
    const name = ' a, "b"\r\nc ';
    const content = `id,name\n${idOf(1)},"${name.replaceAll('"', '""')}"\n`;
    assert.deepEqual(await apply(t, content), [{ id: idOf(1), changes: { name } }]);
  });

  test("may be empty, or have a header only", async (t) => {
    for (const content of ["", "\u{feff}", "id,name\n", "\n\n"]) {
      assert.equal((await run(t, "validate", content)).code, 0);
    }
  });

  for (const [name, header, message] of [
    ["an unknown column", "id,nmae", /rows\.csv:1: Column 2: "nmae".*Did you mean "name"\?/],
    ["a column without a name", "id,", /rows\.csv:1: Column 2: /],
    ["a column twice", "id,name,name", /rows\.csv:1: The column name is there twice/],
    ["the id twice", "id,id", /rows\.csv:1: The column id is there twice/],
    ["no id", "name,color", /rows\.csv:1: The header has no column id/],
    ["semicolons", "id;name", /rows\.csv:1: The columns must be separated by commas/],
    ["tabs", "id\tname", /rows\.csv:1: The columns must be separated by commas/],
  ]) {
    test(`is refused if its header has ${name}, also with --skip-invalid`, async (t) => {
      const content = `${header}\n${idOf(1)},x\n`;
      for (const parameters of [[], ["--skip-invalid", "--dry-run"]]) {
        const { code, stderr } = await run(t, "apply", content, { parameters });
        assert.equal(code, 2);
        assert.match(stderr, message);
      }
    });
  }

  test("names the physical line on which a row begins", async (t) => {
    const rows = [
      `id,description`, // line 1
      `${idOf(1)},"two`, // line 2
      `lines"`,
      ``,
      ``,
      `x,"three\r\nlines\nhere"`, // line 6
      `${idOf(2)},"\r\n"`, // line 9
      `y,z`, // line 11
    ];
    for (const end of ["\n", "\r\n"]) {
      const parameters = ["--json"];
      const { stdout } = await run(t, "validate", rows.join(end) + end, { parameters });
      const { results } = parseResults(stdout);
      assert.deepEqual(
        results.map(({ line, status }) => `${line} ${status}`),
        ["2 valid", "6 invalid", "9 valid", "11 invalid"],
      );
    }
  });

  for (const [name, row, message] of [
    ["too few cells", "x", /rows\.csv:4: The row has 1 cell, and the header has 2/],
    ["too many cells", "x,y,z", /rows\.csv:4: The row has 3 cells, and the header has 2/],
    ["a quote that is not closed", 'x,"y', /rows\.csv:4: The row has a quote that is not closed/],
    ["text after a quote", '"x"y,z', /rows\.csv:4: The row has text after a closing quote/],
    ["a quote inside of a cell", 'x,y"z"', /rows\.csv:4: The row has a quote inside of a cell/],
    ["a huge cell", `x,"${"y".repeat(2_000_000)}`, /rows\.csv:4: The row has more than 1 MiB/],
    ["no UTF-8", Buffer.from("x,\xe9", "latin1"), /rows\.csv:4: The row is not UTF-8/],
    ["an id that is no UUID", "x,y", /rows\.csv:4: integrationId must be a UUID/],
    ["no id", ",y", /rows\.csv:4: The row has no id/],
  ]) {
    test(`names the line of a row with ${name}`, async (t) => {
      const start = Buffer.from(`id,name\r\n${idOf(1)},"a\r\nb"\r\n`);
      const content = Buffer.concat([start, Buffer.from(row), Buffer.from("\r\n")]);
      const { code, stderr } = await run(t, "validate", content);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }

  test("is read the same way in pieces of one byte", async (t) => {
    const { path: cwd, write, fileOf } = await makeFolder(t);
    const content = `\u{feff}id,name\r\n${idOf(1)},"\u00e9,\r\n"\r\n\r\nx,"y"\r\n`;
    await write("rows.csv", content);
    const { startCli } = await import("../support/cli.js");
    const { child, ended } = startCli(["validate", "-", "--format", "csv"], { cwd });
    for (const byte of Buffer.from(content)) {
      child.stdin.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.stdin.end();
    const piped = await ended;
    const whole = await runCli(["validate", fileOf("rows.csv")]);
    assert.match(piped.stderr, /standard input:5: integrationId/);
    assert.equal(piped.stderr.replaceAll("standard input", fileOf("rows.csv")), whole.stderr);
  });
});
