// Lists what is compiled into the module: the Rust crates, and the parts of Rust's standard library.
import { dirname } from "node:path";
import { run } from "./run.js";

/**
 * @typedef {object} Part what is compiled into the module
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression
 * @property {string} purl its package URL
 */

/**
 * @typedef {Part & { folder: string }} Crate
 * @returns {Crate[]} the crates by name, without this package
 */
export function listCrates() {
  const list = run(
    "cargo",
    [
      ...["tree", "--locked", "--package", "odeus-integrations", "--prefix", "none"],
      ...["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro"],
      ...["--format", "{p}"],
    ],
    { quiet: true },
  );
  const lines = list.split("\n").filter((line) => line !== "");
  const wanted = new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")));
  const metadata = JSON.parse(
    run("cargo", ["metadata", "--locked", "--format-version", "1"], { quiet: true }),
  );
  /** @type {{ name: string, version: string, source: string | null, license: string, manifest_path: string }[]} */
  const packages = metadata.packages;
  const crates = packages
    .filter(({ name, version, source }) => source !== null && wanted.has(`${name} v${version}`))
    .map(({ name, version, license, manifest_path }) => ({
      name,
      version,
      // Before SPDX expressions, Cargo wrote "MIT/Apache-2.0".
      licence: license.replaceAll("/", " OR "),
      purl: `pkg:cargo/${name}@${version}`,
      folder: dirname(manifest_path),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  // `cargo tree` also lists this package, and `crates` leaves it out.
  if (crates.length !== wanted.size - 1) {
    throw new Error(
      `cargo metadata knows ${crates.length} of the crates that cargo tree lists:\n${list}`,
    );
  }
  return crates;
}

/**
 * The parts of Rust's standard library that are in the module. They come with the compiler, so
 * Cargo does not list them. The library also uses crates of other projects, such as hashbrown. A
 * test checks that none of them is in the module.
 * @returns {(Part & { text: string })[]} `text` names the file with the licence
 */
export function listStandardLibrary() {
  const version = /^rustc (\S+)/.exec(run("rustc", ["--version"], { quiet: true }))?.[1];
  if (version === undefined) throw new Error("rustc does not tell its version");
  const purl = `pkg:github/rust-lang/rust@${version}`;
  return [
    {
      name: "compiler_builtins",
      version,
      licence: "MIT AND Apache-2.0 WITH LLVM-exception AND (MIT OR Apache-2.0)",
      purl: `${purl}#library/compiler-builtins`,
      text: "compiler-builtins.txt",
    },
    {
      name: "Rust standard library",
      version,
      licence: "(MIT OR Apache-2.0) AND Unicode-3.0",
      purl: `${purl}#library`,
      text: "rust-standard-library.txt",
    },
  ];
}
