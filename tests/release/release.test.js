/** The files beside the package in a release, and the check before a release. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FILES = join(ROOT, "target", "release-files");
const { version } = JSON.parse(readFileSync(join(ROOT, "pkg", "package.json"), "utf8"));

before(() => execFileSync("node", ["scripts/release-files.js"], { cwd: ROOT, timeout: 300_000 }));

const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("the sums are those of the tarball, the module and the SBOM", () => {
  const sums = readFileSync(join(FILES, "SHA256SUMS"), "utf8").trim().split("\n");
  const tarball = `odeus-integrations-${version}.tgz`;
  assert.deepEqual(sums, [
    `${sha256(join(FILES, tarball))}  ${tarball}`,
    `${sha256(join(ROOT, "pkg", "dist", "module.wasm"))}  module.wasm`,
    `${sha256(join(FILES, "sbom.cdx.json"))}  sbom.cdx.json`,
  ]);
});

test("the SBOM names every crate in the module, and no crate that is only a tool", () => {
  const { bomFormat, components, dependencies } = JSON.parse(
    readFileSync(join(FILES, "sbom.cdx.json"), "utf8"),
  );
  assert.equal(bomFormat, "CycloneDX");
  const names = components.map(({ name }) => name);
  for (const name of ["wasm-bindgen", "js-sys", "web-sys", "serde-wasm-bindgen", "talc"]) {
    assert.ok(names.includes(name), name);
  }
  for (const name of ["serde_derive", "proptest", "wasm-bindgen-cli-support"]) {
    assert.ok(!names.includes(name), name);
  }
  assert.equal(dependencies[0].dependsOn.length, components.length - 1);
});

test("the package has the licence notices of the crates in the module", () => {
  const text = readFileSync(join(ROOT, "pkg", "THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["wasm-bindgen", "talc", "zeroizing-alloc", "serde"]) {
    assert.match(text, new RegExp(`^${name} \\d`, "m"));
  }
  assert.match(text, /Permission is hereby granted/);
});

for (const [tag, status, told] of [
  ["v999.0.0", 1, /pkg\/package\.json has the version .*\n.*Cargo\.toml.*\n.*CHANGELOG\.md has no/],
  ["1.0.0", 1, /1\.0\.0 is not the tag of a release/],
]) {
  test(`a release of ${tag} is refused with the reason`, () => {
    const check = spawnSync("node", ["scripts/check-release.js", tag], { cwd: ROOT });
    assert.equal(check.status, status);
    assert.match(String(check.stderr), told);
  });
}
