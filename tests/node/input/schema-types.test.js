/** The types of the schemas against @standard-schema/spec. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = new URL("../../../", import.meta.url);

test("the schemas fit the types of the standard, and the types of JSON Schema fit back", async () => {
  const tsc = fileURLToPath(new URL("node_modules/.bin/tsc", root));
  const options = [
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noEmit",
    "--skipLibCheck",
    "false",
  ];
  const target = ["--target", "es2022", "--lib", "es2023,dom", "--types", ""];
  const resolution = ["--module", "esnext", "--moduleResolution", "bundler"];
  const parameters = [...options, ...target, ...resolution, "types/schemas.ts"];
  const { stdout } = await run(tsc, parameters, {
    cwd: fileURLToPath(new URL("tests", root)),
  }).catch((error) => error);
  assert.equal(stdout, "");
});
