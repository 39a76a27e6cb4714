/** What must hold before a release: the tag, the versions, the changelog, the repository, npm. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { distTag, findNpmProblem, findProblems } from "../../scripts/release-rules.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const readRoot = (file) => readFileSync(join(ROOT, file), "utf8");
const manifest = JSON.parse(readRoot("pkg/package.json"));
const URL_OF_REPOSITORY = /^repository = "(.*)"$/m.exec(readRoot("Cargo.toml"))[1];

/** The files of a repository that is ready for the release of a version. */
function readyFiles(version) {
  return {
    "pkg/package.json": JSON.stringify({ version, repository: manifest.repository }),
    "package-lock.json": JSON.stringify({ packages: { "": {}, pkg: { version } } }),
    "Cargo.toml": `[package]\nname = "odeus-integrations"\nversion = "${version}"\n`,
    "Cargo.lock": `[[package]]\nname = "odeus-integrations"\nversion = "${version}"\n`,
    "CHANGELOG.md": `# Changelog\n\n## [Unreleased]\n\n## [${version}] - 2026-01-31\n`,
  };
}

/** The problems of a release whose files are ready, except for the given ones. */
function problems(tag, files = {}, repository = undefined) {
  const all = { ...readyFiles(tag.slice(1)), ...files };
  return findProblems(tag, (file) => all[file], repository);
}

describe("the check before a release", () => {
  for (const tag of ["v0.1.0", "v1.2.3", "v1.2.3-beta.1", "v1.2.3-rc-2.0"]) {
    test(`takes the tag ${tag}`, () => assert.deepEqual(problems(tag), []));
  }

  for (const tag of [
    ...["", "v", "1.2.3", "v1.2", "v01.2.3", "v1.2.3-", "v1.2.3-01", "v1.2.3+build", "V1.2.3"],
    ...["v 1.2.3", "v1.2.3\n", "vv1.2.3", "v1.2.3-$(id)", "v1.2.3;id"],
  ]) {
    test(`refuses the tag ${JSON.stringify(tag)}`, () => {
      assert.match(problems(tag).join("\n"), /is not the tag of a release: write it as v1\.2\.3/);
    });
  }

  const OTHER = readyFiles("1.2.2");
  for (const file of ["pkg/package.json", "package-lock.json", "Cargo.toml", "Cargo.lock"]) {
    test(`finds another version in ${file}`, () => {
      const found = problems("v1.2.3", { [file]: OTHER[file] });
      assert.deepEqual(found, [`${file} has the version 1.2.2, not 1.2.3`]);
    });
  }

  for (const heading of ["## [1.2.2] - 2026-01-31", "## [1.2.3]", "## [1.2.3] - soon", "[1.2.3]"]) {
    test(`finds that the changelog has only the heading ${heading}`, () => {
      const found = problems("v1.2.3", { "CHANGELOG.md": `# Changelog\n\n${heading}\n` });
      assert.deepEqual(found, ['CHANGELOG.md has no heading "## [1.2.3] - YYYY-MM-DD"']);
    });
  }

  test("finds that a workflow runs in another repository than the package names", () => {
    const [owned, other] = [URL_OF_REPOSITORY.slice("https://github.com/".length), "other/fork"];
    assert.deepEqual(problems("v1.2.3", {}, owned), []);
    assert.match(
      problems("v1.2.3", {}, other)[0],
      /not git\+https:\/\/github\.com\/other\/fork\.git/,
    );
  });

  test("fails as a program, and says what is wrong with the files of this repository", () => {
    const { status, stderr } = spawnSync("node", ["scripts/check-release.js", "v999.0.0"], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, GITHUB_REPOSITORY: undefined },
    });
    assert.equal(status, 1);
    const files = ["pkg/package.json", "package-lock.json", "Cargo.toml", "Cargo.lock"];
    for (const file of [...files, "CHANGELOG.md"]) assert.ok(stderr.includes(`${file} has `), file);
  });
});

describe("the dist-tag", () => {
  for (const version of ["0.1.0", "1.2.3"]) {
    test(`of ${version} is npm's default`, () => assert.equal(distTag(version), ""));
  }

  for (const [version, tag] of [
    ["1.2.3-beta.1", "beta"],
    ["1.2.3-rc", "rc"],
    ["1.2.3-0", "next"],
    ["1.2.3-latest.1", "next"],
    ["1.2.3-x.1", "next"],
    ["1.2.3-v2.1", "next"],
  ]) {
    test(`of ${version} is ${tag}`, () => assert.equal(distTag(version), tag));
  }

  test("is printed as an output of a step of the workflow", () => {
    const print = (tag) => spawnSync("node", ["scripts/dist-tag.js", tag], { cwd: ROOT });
    assert.equal(String(print("v1.2.3-beta.1").stdout), "dist-tag=beta\n");
    assert.equal(String(print("v1.2.3").stdout), "dist-tag=\n");
    assert.notEqual(print("v1.2").status, 0);
  });
});

describe("the check of npm", () => {
  for (const version of ["11.5.1", "11.19.1", "12.0.0"]) {
    test(`takes ${version}`, () => assert.equal(findNpmProblem(version), ""));
  }

  for (const version of ["10.9.4", "11.5.0", "11.5.1-pre.0", ""]) {
    test(`refuses "${version}", and names the version that is needed`, () => {
      assert.match(findNpmProblem(version), /^Trusted publishing needs npm 11\.5\.1 or later/);
    });
  }
});

test("the package and the crate name the same repository", () => {
  assert.equal(manifest.repository.url, `git+${URL_OF_REPOSITORY}.git`);
  assert.equal(manifest.homepage, `${URL_OF_REPOSITORY}#readme`);
  assert.equal(manifest.bugs.url, `${URL_OF_REPOSITORY}/issues`);
});
