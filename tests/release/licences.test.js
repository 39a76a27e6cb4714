/** The licences of what is in the module: THIRD-PARTY-LICENSES.txt has all of them, and whole. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { listCrates } from "../../scripts/crates.js";
import { TARBALL } from "../../scripts/install-tarball.js";
import { checkLibraries, listLibraries } from "../../scripts/libraries.js";
import { chosenLicences, licenceFiles } from "../../scripts/notices.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SYSROOT = execFileSync("rustc", ["--print", "sysroot"], { cwd: ROOT, encoding: "utf8" });
const RUST = join(SYSROOT.trim(), "share", "doc", "rust");
/** What Rust itself says about the licences of its standard library. */
const COPYRIGHT = readFileSync(join(RUST, "COPYRIGHT-library.html"), "utf8");
const NOTICES = execFileSync("tar", ["-xzOf", TARBALL, "package/THIRD-PARTY-LICENSES.txt"], {
  encoding: "utf8",
});

/** Texts differ in how their lines break. */
const words = (text) => text.replaceAll(/\s+/g, " ").trim();

const CHOICES = [
  ["MIT", ["MIT"]],
  ["Apache-2.0", ["Apache-2.0"]],
  ["MIT OR Apache-2.0", ["MIT"]],
  ["Apache-2.0 OR MIT", ["MIT"]],
  ["Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", ["MIT"]],
  ["MIT AND Apache-2.0", ["MIT", "Apache-2.0"]],
  ["(MIT OR Apache-2.0) AND Unicode-3.0", ["MIT", "Unicode-3.0"]],
  ["Zlib OR Apache-2.0", ["Zlib"]],
];
for (const [expression, chosen] of CHOICES) {
  test(`the licences that apply for ${expression} are ${chosen.join(" and ")}`, () => {
    assert.deepEqual(chosenLicences(expression), chosen);
  });
}

const FOLDERS = [
  ["MIT", ["Cargo.toml", "LICENSE.md"], ["LICENSE.md"]],
  ["MIT OR Apache-2.0", ["LICENSE-APACHE", "LICENSE-MIT"], ["LICENSE-MIT"]],
  [
    "Apache-2.0",
    ["COPYRIGHT", "LICENSE-APACHE", "NOTICE"],
    ["LICENSE-APACHE", "COPYRIGHT", "NOTICE"],
  ],
  [
    "(MIT OR Apache-2.0) AND Unicode-3.0",
    ["LICENSE-APACHE", "LICENSE-MIT", "LICENSE-UNICODE"],
    ["LICENSE-MIT", "LICENSE-UNICODE"],
  ],
];
for (const [expression, files, wanted] of FOLDERS) {
  test(`the notices of ${expression} take ${wanted} from ${files}`, () => {
    assert.deepEqual(licenceFiles(expression, files), wanted);
  });
}

test("a crate without the text of its licence stops the build", () => {
  assert.throws(() => licenceFiles("MIT", ["LICENSE-APACHE"]), /has the licence MIT/);
});

test("the notices name each crate in the module, with the whole text of its licences", () => {
  const text = words(NOTICES);
  for (const { name, version, licence, folder } of listCrates()) {
    assert.ok(NOTICES.includes(`\n${name} ${version} (${licence})\n`), name);
    for (const file of licenceFiles(licence, readdirSync(folder))) {
      assert.ok(text.includes(words(readFileSync(join(folder, file), "utf8"))), `${name}: ${file}`);
    }
  }
});

test("the notices name each library in the command line, with the whole text of its licence", () => {
  const text = words(NOTICES);
  const libraries = listLibraries();
  assert.deepEqual(
    libraries.map(({ name }) => name),
    ["commander", "csv-parse"],
  );
  for (const { name, version, licence, folder } of libraries) {
    assert.ok(NOTICES.includes(`\n${name} ${version} (${licence})\n`), name);
    for (const file of licenceFiles(licence, readdirSync(folder))) {
      assert.ok(text.includes(words(readFileSync(join(folder, file), "utf8"))), `${name}: ${file}`);
    }
  }
});

test("a library in the command line that is not listed stops the build", () => {
  const inputs = ["pkg/src/cli/main.ts", "node_modules/commander/index.js"];
  checkLibraries([...inputs, "node_modules/csv-parse/lib/index.js"]);
  assert.throws(() => checkLibraries(inputs), /csv-parse/);
  const other = "node_modules/@scope/other/index.js";
  assert.throws(() => checkLibraries([...inputs, other]), /@scope\/other/);
});

test("the notices name Rust's standard library, with the licence texts that Rust has", () => {
  const { channel } = /channel = "(?<channel>.*)"/.exec(
    readFileSync(join(ROOT, "rust-toolchain.toml"), "utf8"),
  ).groups;
  assert.ok(NOTICES.includes(`\nRust standard library ${channel} (`));
  assert.ok(NOTICES.includes(`\ncompiler_builtins ${channel} (`));
  const mit = readFileSync(join(RUST, "licenses", "MIT.txt"), "utf8");
  for (const text of [
    mit.slice(mit.indexOf("Permission is")),
    readFileSync(join(RUST, "licenses", "Unicode-3.0.txt"), "utf8"),
    readFileSync(join(RUST, "licenses", "LLVM-exception.txt"), "utf8"),
  ]) {
    assert.ok(words(NOTICES).includes(words(text)), text.slice(0, 200));
  }
});

test("the notices have each copyright of the files of Rust's standard library", () => {
  const [, inTree] = /id="in-tree-files">(.*)<h2 id="out-of-tree/s.exec(COPYRIGHT);
  const entries = inTree.split("<b>File/Directory:</b>").slice(1);
  assert.ok(entries.length > 1);
  for (const entry of entries) {
    const [, path] = /<code>(.*)<\/code>/.exec(entry);
    // This file is not compiled for WebAssembly.
    if (path.endsWith("/fuchsia.rs")) continue;
    for (const [, copyright] of entry.matchAll(/<b>Copyright:<\/b> (.*)<\/p>/g)) {
      assert.ok(NOTICES.includes(copyright), `${path}: ${copyright}`);
    }
  }
});

test("the module has no code of the crates that Rust's standard library uses", () => {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  // This is the module before the build removes the names of its functions.
  const named = readFileSync(join(target, "bindgen", "odeus_integrations_bg.wasm"));
  const [names] = WebAssembly.Module.customSections(new WebAssembly.Module(named), "name");
  const text = Buffer.from(names).toString("latin1");
  const isIn = (crate) => new RegExp(`\\b${crate}(\\[[0-9a-f]+\\])?::`).test(text);
  assert.ok(isIn("std") && isIn("talc"));
  const crates = [...COPYRIGHT.matchAll(/<h3>📦 (.*)-\d+\.\d+\.\d+.*<\/h3>/g)].map(
    ([, name]) => name,
  );
  assert.ok(crates.includes("hashbrown"));
  assert.deepEqual(
    crates.filter((crate) => isIn(crate.replaceAll("-", "_"))),
    [],
  );
});
