/** Deno 2. Its only permission is to reach the test servers. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runChild } from "../support/child.js";
import { HERE } from "./bundle.js";
import { describeSuite, emptyFolder, readResults, writeMain } from "./report.js";

const PERMISSIONS = ["--no-prompt", "--allow-net=127.0.0.1"];
const USAGE = fileURLToPath(new URL("../types/programs/usage.ts", import.meta.url));
const deno = join(HERE, "node_modules", ".bin", "deno");
const PACKAGES = ["--quiet", "--node-modules-dir=manual", "--no-lock"];

await describeSuite("deno", async (setup) => {
  const main = writeMain(setup);
  return readResults(await runChild(deno, ["run", ...PACKAGES, ...PERMISSIONS, main]));
});

test("deno check compiles the declarations", async () => {
  const program = join(emptyFolder("deno-check"), "usage.ts");
  copyFileSync(USAGE, program);
  await runChild(deno, ["check", ...PACKAGES, program]);
});
