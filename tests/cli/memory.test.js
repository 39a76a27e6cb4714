/** A file of any size needs little memory. */
import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import { makeFolder, startCli } from "../support/cli.js";

const ROWS = 300_000;
const COMMAND = [process.execPath, "--max-old-space-size=64"];

const DESCRIPTION = "A text of the length that a description usually has";

/** How a row is written in each format. */
const FORMATS = {
  ndjson: (number) =>
    `${JSON.stringify({ id: idOf(number), name: `Name ${number}`, description: DESCRIPTION })}\n`,
  csv: (number) => `${idOf(number)},Name ${number},"${DESCRIPTION},\nin two lines"\n`,
};

function* linesOf(format) {
  if (format === "csv") yield "id,name,description\n";
  for (let number = 0; number < ROWS; number += 1) yield FORMATS[format](number);
}

describe(`a dry run of ${ROWS.toLocaleString("en")} rows needs less than 64 MiB`, () => {
  for (const [format, parameters] of [
    ["ndjson", []],
    ["ndjson", ["--json", "--resume", "state.json"]],
    ["csv", []],
  ]) {
    test(`of ${format} ${parameters.join(" ")}`, async (t) => {
      const { path: cwd, fileOf } = await makeFolder(t);
      const file = `rows.${format}`;
      await pipeline(linesOf(format), createWriteStream(fileOf(file)));
      const all = ["apply", file, "--dry-run", ...parameters];
      const { output, ended } = startCli(all, { cwd, command: COMMAND });
      const { code } = await ended;
      assert.equal(code, 0, output.stderr);
      assert.match(output.stderr, /^300,000 rows, no problem found/);
      const shown = output.stdout.split("\n").length - 1;
      assert.equal(shown, parameters.length > 0 ? ROWS + 1 : ROWS);
    });
  }
});
