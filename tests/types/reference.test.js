/** The API reference, as `npm run docs` makes it. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const script = fileURLToPath(new URL("../../scripts/docs.js", import.meta.url));

test("every public name has a comment, and every link in a comment leads to a name", async () => {
  const complaints = await promisify(execFile)("node", [script]).then(
    () => "",
    ({ stdout, stderr }) => stdout + stderr,
  );
  assert.equal(complaints, "");
});
