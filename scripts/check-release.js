// `node scripts/check-release.js v1.2.3` compares the version of the tag with package.json, Cargo.toml
// and the changelog. It fails if they differ.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.js";

const [tag = ""] = process.argv.slice(2);
const read = (/** @type {string} */ file) => readFileSync(join(ROOT, file), "utf8");

const problems = findProblems();
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function findProblems() {
  if (!/^v\d+\.\d+\.\d+(-[\w.]+)?$/.test(tag))
    return [`${tag || "(none)"} is not the tag of a release: write it as v1.2.3`];
  const version = tag.slice(1);
  const inCargo = /^name = "odeus-integrations"\nversion = "(.*)"/m.exec(read("Cargo.toml"))?.[1];
  const inPackage = JSON.parse(read("pkg/package.json")).version;
  return [
    inPackage === version ? "" : `pkg/package.json has the version ${inPackage}, not ${version}`,
    inCargo === version ? "" : `Cargo.toml has the version ${inCargo}, not ${version}`,
    read("CHANGELOG.md").includes(`\n## [${version}]`)
      ? ""
      : `CHANGELOG.md has no section for ${version}`,
  ].filter((problem) => problem !== "");
}
