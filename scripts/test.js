// `npm test`: installs and builds what is needed, then runs every test against the packed tarball.
// `npm run test:long` adds the long runs, and leaves out the other runtimes and tools.
import { join } from "node:path";
import { testFiles } from "../tests/support/files.js";
import { installTarball, pack } from "./install-tarball.js";
import { printRows } from "./rows.js";
import { ROOT, run } from "./run.js";
import { installPackages, setUp } from "./setup.js";

const isLong = process.argv.includes("--long");

/** The folders of tests with a package.json of their own, and what they show. */
const SUITES = {
  runtimes: "Node's modes, Deno, Bun, workerd, edge-runtime, custom hosts",
  bundlers: "esbuild, Rollup, Rolldown, Vite, webpack",
  "test-runners": "Jest, Vitest",
  browser: "Chromium: page and workers",
  examples: "the examples, Next.js among them",
};

setUp();
installPackages("tests");
pack();
installTarball(join(ROOT, "tests"));

/** @type {Parameters<typeof printRows>[0]} */
const rows = [];

const cargo = ["test", "--locked", ...(isLong ? ["--release"] : ["--workspace"])];
const cases = isLong ? { PROPTEST_CASES: "100000" } : {};
row("the core, in Rust", () => run("cargo", cargo, { env: cases }));
row("the package in Node", () => runSuites(join("tests", "node")));
if (isLong) {
  row("long runs", () => runSuites(join("tests", "long")));
} else {
  for (const [folder, name] of Object.entries(SUITES)) {
    row(name, () => run("npm", ["test", "--silent"], { cwd: join(ROOT, "tests", folder) }));
  }
  row("the release", () => runSuites(join("tests", "release")));
}
printRows(rows);

/**
 * Runs a step to its end; a failure is a row's, so that the others still run.
 * @param {string} name
 * @param {() => unknown} step
 */
function row(name, step) {
  const startedAt = Date.now();
  let passed = true;
  try {
    step();
  } catch (error) {
    passed = false;
    console.error(error instanceof Error ? error.message : error);
  }
  rows.push({ name, passed, seconds: (Date.now() - startedAt) / 1_000 });
}

/** @param {string} folder */
function runSuites(folder) {
  run("node", ["--test", "--test-reporter=spec", ...testFiles(join(ROOT, folder))]);
}
