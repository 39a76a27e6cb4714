import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { OdeusClient, updateIntegrations } from "odeus-integrations";

const [file = "integrations.csv"] = process.argv.slice(2);

// The loop in `renames` gets the error if the file cannot be read, so the callback does nothing.
const rows = pipeline(
  createReadStream(file),
  parse({ columns: checkHeader, bom: true, info: true }),
  () => {},
);

/** Without this check, a file without the column would change nothing, and nobody would notice. */
function checkHeader(header) {
  for (const column of ["id", "name"]) {
    if (!header.includes(column)) throw new Error(`${file} has no column "${column}".`);
  }
  return header;
}

async function* renames() {
  for await (const { info, record } of rows) {
    // An empty text would empty the name.
    if (record.name === "") continue;
    yield { id: record.id, changes: { name: record.name }, line: info.lines };
  }
}

const run = updateIntegrations(new OdeusClient(), renames());
try {
  for await (const { status, item, error } of run) {
    if (status === "failed") console.error(`${file}:${item.line}: ${error.message}`);
  }
} catch (error) {
  // The cause of a SourceError says what is wrong with the file.
  console.error(error.code === "source_failed" ? error.cause.message : error.message);
  process.exitCode = 1;
}

const { updated, failed, skipped } = run.progress;
console.log(`${updated} renamed, ${failed} failed, ${skipped} skipped`);
if (failed > 0) process.exitCode = 1;
