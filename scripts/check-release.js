// `node scripts/check-release.js v1.2.3` compares the tag with the manifests, the lock files and the
// changelog. It fails if they differ.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findProblems } from "./release-rules.js";
import { ROOT } from "./run.js";

const [tag = ""] = process.argv.slice(2);
// GitHub sets this variable in a workflow.
const { GITHUB_REPOSITORY } = process.env;

const problems = findProblems(
  tag,
  (file) => readFileSync(join(ROOT, file), "utf8"),
  GITHUB_REPOSITORY,
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
