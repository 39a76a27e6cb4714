// `npm run test:nodes`: what `npm test` shows of Node, on the other versions that are supported.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { testFiles } from "../tests/support/files.js";
import { installTarball, pack } from "./install-tarball.js";
import { printRows } from "./rows.js";
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

const rows = VERSIONS.flatMap((version) => {
  const node = join(NODES, "node_modules", version, "bin", "node");
  const name = `Node ${run(node, ["--version"], { quiet: true }).trim().slice(1)}`;
  const test = (/** @type {string[]} */ files) =>
    spawnSync(node, ["--test", "--test-reporter=spec", ...files], {
      cwd: ROOT,
      env: { ...process.env, NODE_UNDER_TEST: node },
      stdio: "inherit",
    }).status === 0;
  return [
    { name: `${name}, the suites of Node`, passed: test(suites) },
    { name: `${name}, its modes`, passed: test([join("tests", "runtimes", "node.test.js")]) },
  ];
});
printRows(rows);
