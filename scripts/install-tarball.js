// Packs the package, and installs the tarball by npm where the tests import the package from.
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./run.js";

/** The packed package. The name has no version, so that tests find it after a release too. */
export const TARBALL = join(ROOT, "target", "odeus-integrations.tgz");

export function pack() {
  const folder = join(ROOT, "target", "pack");
  mkdirSync(folder, { recursive: true });
  const name = run("npm", ["pack", "./pkg", "--silent", "--pack-destination", folder], {
    quiet: true,
  }).trim();
  // A rename is one step: a test that installs the tarball at this moment finds a whole one.
  renameSync(join(folder, name.split("\n").at(-1) ?? ""), TARBALL);
  return TARBALL;
}

/**
 * Installs the tarball beside the packages that the folder's lock file names.
 * @param {string} folder
 */
export function installTarball(folder) {
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--silent", TARBALL], {
    cwd: folder,
  });
}
