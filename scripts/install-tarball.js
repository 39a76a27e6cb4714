// Packs the package and installs the tarball, as a user would, where the tests import it from.
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./run.js";

/** Where the packed package lies, under a name that no version changes. */
export const TARBALL = join(ROOT, "target", "odeus-integrations.tgz");

export function pack() {
  const folder = join(ROOT, "target", "pack");
  mkdirSync(folder, { recursive: true });
  const name = run("npm", ["pack", "./pkg", "--silent", "--pack-destination", folder], {
    quiet: true,
  }).trim();
  copyFileSync(join(folder, name.split("\n").at(-1) ?? ""), TARBALL);
  return TARBALL;
}

/** @param {string} folder of an app with a package.json */
export function installTarball(folder) {
  run(
    "npm",
    ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent", TARBALL],
    { cwd: folder },
  );
}
