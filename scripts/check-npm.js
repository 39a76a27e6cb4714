// `node scripts/check-npm.js` fails if this npm cannot publish a release.
import { findNpmProblem } from "./release-rules.js";
import { run } from "./run.js";

const problem = findNpmProblem(run("npm", ["--version"], { quiet: true }).trim());
if (problem !== "") {
  console.error(problem);
  process.exitCode = 1;
}
