// Lists the packages of npm that are bundled into the command line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.js";

/** Their names, in the order of the alphabet. */
const NAMES = ["commander", "csv-parse"];

/** @returns {import("./crates.js").Crate[]} */
export function listLibraries() {
  return NAMES.map((name) => {
    const folder = join(ROOT, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { name, version, licence: license, purl: `pkg:npm/${name}@${version}`, folder };
  });
}

/**
 * Ends the build if the command line contains other packages than the listed ones.
 * @param {string[]} inputs the files that were bundled
 */
export function checkLibraries(inputs) {
  const names = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const found = [...new Set(names.filter((name) => name !== undefined))].sort();
  if (found.join() !== NAMES.join()) {
    throw new Error(`The command line contains ${found}, but scripts/libraries.js lists ${NAMES}`);
  }
}
