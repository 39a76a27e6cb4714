// `npm test`: installs and builds what is needed, then runs every test against the packed tarball.
// `npm run test:long` runs the long tests, and leaves out the other runtimes and tools.
import { join } from "node:path";
import { testFiles } from "../tests/support/files.js";
import { installTarball, pack } from "./install-tarball.js";
import { printResults, runLanes, runRows } from "./rows.js";
import { ROOT } from "./run.js";
import { installPackages, setUp } from "./setup.js";
import { forgetTested, recordTested, takeFingerprint } from "./tested.js";

forgetTested();
setUp();
installPackages("tests");
pack();
const packed = takeFingerprint();
installTarball(join(ROOT, "tests"));

const NODE = suites("the package in Node", "node");
const PROGRAM = suites("the command line", "cli");
const RUST = { name: "the core, in Rust", program: "cargo", parameters: ["test", "--locked"] };
const LONG_RUST = {
  ...RUST,
  parameters: [...RUST.parameters, "--release"],
  env: { PROPTEST_CASES: "100000" },
};

if (process.argv.includes("--long")) {
  printResults(await testLong());
} else {
  const results = await testAll();
  printResults(results);
  if (results.every(({ passed }) => passed)) recordTested(packed);
}

function testLong() {
  return runRows([LONG_RUST, NODE, PROGRAM, suites("long runs", "long")]);
}

async function testAll() {
  // These rows run side by side: they do not measure time.
  const results = await runLanes([
    [
      RUST,
      suites("the release", "release"),
      folder("web frameworks, forms, mocks, loggers, package managers", "frameworks"),
    ],
    [
      folder("the types under TypeScript 5.9 and 7", "types"),
      folder("esbuild, Rollup, Rolldown, Vite, webpack", "bundlers"),
      folder("Jest, Vitest", "test-runners"),
      folder("Chromium: page and workers", "browser"),
      folder("the examples, Next.js among them", "examples"),
      folder("the README and the pages", "docs"),
    ],
  ]);
  // These rows measure time, so each runs alone.
  const alone = await runRows([
    NODE,
    PROGRAM,
    folder("Node's modes, Deno, Bun, workerd, edge-runtime, custom hosts", "runtimes"),
  ]);
  return [...results, ...alone];
}

/**
 * A folder of tests with a package.json of its own.
 * @param {string} name
 * @param {string} directory in tests/
 */
function folder(name, directory) {
  return {
    name,
    program: "npm",
    parameters: ["test", "--silent"],
    folder: join("tests", directory),
  };
}

/**
 * A folder of tests that use the packages of tests/.
 * @param {string} name
 * @param {string} directory in tests/
 */
function suites(name, directory) {
  const files = testFiles(join(ROOT, "tests", directory));
  return { name, program: "node", parameters: ["--test", "--test-reporter=spec", ...files] };
}
