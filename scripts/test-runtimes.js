// `npm run test:runtimes`: the behaviour suites inside Deno, Bun, workerd and edge-runtime.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { installTarball, pack } from "./install-tarball.js";
import { ROOT, run } from "./run.js";
import { installPackages, setUp } from "./setup.js";

const FOLDER = join("tests", "runtimes");

setUp();
installPackages(FOLDER);
pack();
installTarball(join(ROOT, FOLDER));

const files = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith(".test.js"));
// One at a time: the suites measure time.
run("node", [
  "--test",
  "--test-concurrency=1",
  "--test-reporter=spec",
  ...files.map((name) => join(FOLDER, name)),
]);
