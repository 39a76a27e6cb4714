// The rules of a release. They touch nothing, so that the tests can try them.
import { gte, parse, valid, validRange } from "semver";

/** The first version of npm that can publish by trusted publishing, without a token. */
const TRUSTED_PUBLISHING = "11.5.1";

/**
 * Says why the version of npm cannot publish a release. Returns "" if it can.
 * @param {string} version
 */
export function findNpmProblem(version) {
  if (valid(version) !== null && gte(version, TRUSTED_PUBLISHING)) return "";
  return `Trusted publishing needs npm ${TRUSTED_PUBLISHING} or later, and this is npm ${version}`;
}

/**
 * The dist-tag of a prerelease on npm: "beta" for 1.2.3-beta.1, so that `npm install` does not take
 * it. "" for a normal version: without `--tag`, npm makes it `latest`, and npm refuses that for a
 * version that is lower than a published one. With `--tag latest`, npm would not refuse.
 * @param {string} version
 */
export function distTag(version) {
  const [first] = parse(version, {}, true)?.prerelease ?? [];
  if (first === undefined) return "";
  // npm refuses a dist-tag that is a range of versions, such as "1" or "x".
  return first === "latest" || validRange(`${first}`) !== null ? "next" : `${first}`;
}

/**
 * Lists what does not fit to the tag.
 * @param {string} tag
 * @param {(file: string) => string} read reads a file of the repository
 * @param {string} [repository] where the workflow runs, as "owner/name"
 */
export function findProblems(tag, read, repository) {
  const version = tag.slice(1);
  if (tag !== `v${version}` || valid(version) !== version) {
    return [`${tag || "(none)"} is not the tag of a release: write it as v1.2.3 or v1.2.3-beta.1`];
  }
  const manifest = JSON.parse(read("pkg/package.json"));
  const versions = {
    "pkg/package.json": manifest.version,
    "package-lock.json": JSON.parse(read("package-lock.json")).packages.pkg.version,
    "Cargo.toml": cargoVersion(read("Cargo.toml")),
    "Cargo.lock": cargoVersion(read("Cargo.lock")),
  };
  const problems = Object.entries(versions)
    .filter(([, found]) => found !== version)
    .map(([file, found]) => `${file} has the version ${found}, not ${version}`);
  if (!hasSection(read("CHANGELOG.md"), version)) {
    problems.push(`CHANGELOG.md has no heading "## [${version}] - YYYY-MM-DD"`);
  }
  // npm compares the two when it checks the provenance, which is after all tests.
  const url = `git+https://github.com/${repository}.git`;
  if (repository !== undefined && manifest.repository.url !== url) {
    problems.push(`pkg/package.json has the repository ${manifest.repository.url}, not ${url}`);
  }
  return problems;
}

/** @param {string} text of Cargo.toml or of Cargo.lock */
function cargoVersion(text) {
  return /^name = "odeus-integrations"\nversion = "(.*)"/m.exec(text)?.[1];
}

/**
 * @param {string} changelog
 * @param {string} version
 */
function hasSection(changelog, version) {
  const start = `## [${version}] - `;
  return changelog
    .split("\n")
    .some((line) => line.startsWith(start) && /^\d{4}-\d\d-\d\d$/.test(line.slice(start.length)));
}
