// Writes the folder with the files of a release.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./run.js";
import { makeSbom } from "./sbom.js";
import { sha256 } from "./tested.js";

const MODULE = "module.wasm";
const SBOM = "sbom.cdx.json";

/**
 * Writes the tarball, the module, an SBOM that lists what is in the tarball, and the sha256 of these
 * files.
 * @param {string} tarball
 * @param {string} folder
 * @returns {string} the sums
 */
export function writeReleaseFolder(tarball, folder) {
  const manifest = JSON.parse(readFileSync(join(ROOT, "pkg", "package.json"), "utf8"));
  const name = `${manifest.name}-${manifest.version}.tgz`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(tarball, join(folder, name));
  // The module is also in the tarball. Here it lets `sha256sum -c` find every file of the list.
  run("tar", ["-xzf", tarball, "-C", folder, "--strip-components=2", `package/dist/${MODULE}`]);
  const sbom = makeSbom(manifest, {
    tarball: sha256(tarball),
    module: sha256(join(folder, MODULE)),
  });
  writeFileSync(join(folder, SBOM), `${JSON.stringify(sbom, null, 2)}\n`);
  const sums = [name, MODULE, SBOM].map((file) => `${sha256(join(folder, file))}  ${file}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
  return sums.join("");
}
