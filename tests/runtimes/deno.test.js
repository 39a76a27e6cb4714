/** Deno 2. Its only permission is to reach the test servers. */
import { join } from "node:path";
import { runChild } from "../support/child.js";
import { HERE } from "./bundle.js";
import { describeSuite, readResults, writeMain } from "./report.js";

const PERMISSIONS = ["--no-prompt", "--allow-net=127.0.0.1"];

await describeSuite("deno", async (setup) => {
  const main = writeMain(setup);
  const deno = join(HERE, "node_modules", ".bin", "deno");
  const parameters = ["run", "--quiet", "--node-modules-dir=manual", "--no-lock", ...PERMISSIONS];
  return readResults(await runChild(deno, [...parameters, main]));
});
