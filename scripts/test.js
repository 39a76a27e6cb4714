// `npm test`: installs and builds what is needed, then runs every test against the packed tarball.
// `npm run test:long` adds the long runs.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { installTarball, pack } from "./install-tarball.js";
import { ROOT, run } from "./run.js";
import { installPackages, setUp } from "./setup.js";

const isLong = process.argv.includes("--long");

setUp();
installPackages("tests");
pack();
installTarball(join(ROOT, "tests"));

if (isLong) {
  run("cargo", ["test", "--locked", "--release"], { env: { PROPTEST_CASES: "100000" } });
} else {
  run("cargo", ["test", "--locked", "--workspace"]);
}
runSuites(join("tests", "node"));
if (isLong) runSuites(join("tests", "long"));

/** @param {string} folder */
function runSuites(folder) {
  const files = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".test.js"));
  run("node", ["--test", "--test-reporter=spec", ...files.map((name) => join(folder, name))]);
}
