// Lists the Rust crates that are compiled into the module, and their licences.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./run.js";

/**
 * @typedef {{ name: string, version: string, license: string, folder: string }} Crate
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
  /** @type {Crate[]} */
  const crates = metadata.packages
    .filter(
      (/** @type {{ name: string, version: string, source: string | null }} */ crate) =>
        crate.source !== null && wanted.has(`${crate.name} v${crate.version}`),
    )
    .map(
      (
        /** @type {{ name: string, version: string, license: string, manifest_path: string }} */ crate,
      ) => ({
        name: crate.name,
        version: crate.version,
        license: crate.license,
        folder: dirname(crate.manifest_path),
      }),
    )
    .sort((/** @type {Crate} */ one, /** @type {Crate} */ other) =>
      one.name < other.name ? -1 : 1,
    );
  // `cargo tree` also lists this package, and `crates` leaves it out.
  if (crates.length !== wanted.size - 1) {
    throw new Error(
      `cargo metadata knows ${crates.length} of the crates that cargo tree lists:\n${list}`,
    );
  }
  return crates;
}

/**
 * The text of THIRD-PARTY-LICENSES.txt: the notices of the crates, each text once.
 * @param {Crate[]} crates
 */
export function notices(crates) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, license, folder } of crates) {
    const files = readdirSync(folder).sort();
    // If a crate has several licences, the MIT licence is taken, because its text is shorter.
    const file =
      files.find((file) => /^licen[cs]e-mit/i.test(file)) ??
      files.find((file) => /^licen[cs]e/i.test(file));
    const text =
      file === undefined ? `${license}\n` : readFileSync(join(folder, file), "utf8").trim();
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return `The WebAssembly module of odeus-integrations contains code of these Rust crates.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}
