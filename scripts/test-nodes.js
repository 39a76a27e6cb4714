// `npm run test:nodes`: runs the tests of Node on every version of Node that is supported.
import { join } from "node:path";
import { testFiles } from "../tests/support/files.js";
import { installTarball, pack } from "./install-tarball.js";
import { printResults, runRows } from "./rows.js";
import { ROOT, run } from "./run.js";
import { installPackages, setUp } from "./setup.js";

const VERSIONS = ["node20", "node22", "node24", "node26"];
const NODES = join(ROOT, "tests", "runtimes", "nodes");

setUp();
pack();
installPackages("tests");
installTarball(join(ROOT, "tests"));
installPackages("tests/runtimes/nodes");
run("node", ["../install.js"], { cwd: join(ROOT, "tests", "runtimes") });

const suites = testFiles(join(ROOT, "tests", "node"));
const program = testFiles(join(ROOT, "tests", "cli"));

const rows = VERSIONS.flatMap((version) => {
  const node = join(NODES, "node_modules", version, "bin", "node");
  const name = `Node ${run(node, ["--version"], { quiet: true }).trim().slice(1)}`;
  const row = (/** @type {string} */ what, /** @type {string[]} */ files) => ({
    name: `${name}, ${what}`,
    program: node,
    parameters: ["--test", "--test-reporter=spec", ...files],
    env: { NODE_UNDER_TEST: node },
  });
  return [
    row("the suites of Node", suites),
    row("the command line", program),
    row("its modes", [join("tests", "runtimes", "node.test.js")]),
  ];
});
printResults(await runRows(rows));
