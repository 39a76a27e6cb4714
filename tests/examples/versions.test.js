/** The examples depend on the versions that the tests install. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { versionOf } from "./example.js";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

for (const name of readdirSync(EXAMPLES)) {
  const file = join(EXAMPLES, name, "package.json");
  if (!existsSync(file)) continue;
  test(`${name} depends on the versions that it is tested with`, () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, "utf8"));
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.equal(range, `^${versionOf(name)}`, name);
    }
  });
}
