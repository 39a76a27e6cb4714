/** The files beside the package in a release. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { TARBALL } from "../../scripts/install-tarball.js";
import { writeReleaseFolder } from "../../scripts/release-folder.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(ROOT, "pkg", "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "odeus-release-"));
after(() => rmSync(folder, { recursive: true }));

writeReleaseFolder(TARBALL, folder);

const tarball = `odeus-integrations-${version}.tgz`;
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const read = (name) => readFileSync(join(folder, name));

test("a release has the tarball that the tests install, and the module that is in it", () => {
  assert.ok(read(tarball).equals(readFileSync(TARBALL)));
  const module = execFileSync("tar", ["-xzOf", TARBALL, "package/dist/module.wasm"]);
  assert.ok(read("module.wasm").equals(module));
});

test("the sums are those of the tarball, the module and the SBOM", () => {
  const files = [tarball, "module.wasm", "sbom.cdx.json"];
  const sums = files.map((file) => `${sha256(read(file))}  ${file}\n`);
  assert.equal(read("SHA256SUMS").toString(), sums.join(""));
});

test("the SBOM is valid by the schema of CycloneDX 1.6", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(read("sbom.cdx.json").toString()), null);
});

test("the SBOM names all that is in the module and the command line, and nothing that is only a tool", () => {
  const { components, dependencies } = JSON.parse(read("sbom.cdx.json"));
  const names = components.map(({ name }) => name);
  const standardLibrary = ["Rust standard library", "compiler_builtins"];
  const crates = ["wasm-bindgen", "js-sys", "web-sys", "serde-wasm-bindgen", "talc"];
  const libraries = ["commander", "csv-parse"];
  for (const name of [...standardLibrary, ...crates, ...libraries])
    assert.ok(names.includes(name), name);
  for (const name of ["serde_derive", "proptest", "wasm-bindgen-cli-support", "esbuild"]) {
    assert.ok(!names.includes(name), name);
  }
  assert.equal(dependencies[0].dependsOn.length, components.length - 1);
});

test("the SBOM has the version of the toolchain for Rust's standard library", () => {
  const toolchain = readFileSync(join(ROOT, "rust-toolchain.toml"), "utf8");
  const { components } = JSON.parse(read("sbom.cdx.json"));
  const library = components.find(({ name }) => name === "Rust standard library");
  assert.equal(library.version, /channel = "(.*)"/.exec(toolchain)[1]);
  assert.deepEqual(library.licenses, [{ expression: "(MIT OR Apache-2.0) AND Unicode-3.0" }]);
});
