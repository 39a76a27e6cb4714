// `npm run release:files` writes the files of a release into target/release-files: the tarball, the
// module, an SBOM (CycloneDX) that lists what is in the tarball, and the sha256 of these files.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { listCrates } from "./crates.js";
import { pack } from "./install-tarball.js";
import { ROOT } from "./run.js";
import { setUp } from "./setup.js";

const FOLDER = join(ROOT, "target", "release-files");
const MODULE = join(ROOT, "pkg", "dist", "module.wasm");

setUp();
const { name, version } = JSON.parse(readFileSync(join(ROOT, "pkg", "package.json"), "utf8"));
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const tarball = join(FOLDER, `${name}-${version}.tgz`);
copyFileSync(pack(), tarball);
// The module is also in the tarball. Here it lets `sha256sum -c` find every file of the list.
copyFileSync(MODULE, join(FOLDER, basename(MODULE)));
writeFileSync(join(FOLDER, "sbom.cdx.json"), `${JSON.stringify(makeSbom(), null, 2)}\n`);
const sums = [tarball, MODULE, join(FOLDER, "sbom.cdx.json")].map(
  (file) => `${sha256(file)}  ${basename(file)}\n`,
);
writeFileSync(join(FOLDER, "SHA256SUMS"), sums.join(""));
console.log(sums.join(""));

/** The SBOM in CycloneDX 1.6, without date and serial number, so that two builds give the same file. */
function makeSbom() {
  const reference = `pkg:npm/${name}@${version}`;
  const crates = listCrates().map((crate) => ({
    type: "library",
    "bom-ref": `pkg:cargo/${crate.name}@${crate.version}`,
    name: crate.name,
    version: crate.version,
    scope: "required",
    licenses: [{ expression: crate.license.replaceAll("/", " OR ") }],
    purl: `pkg:cargo/${crate.name}@${crate.version}`,
  }));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "library",
        "bom-ref": reference,
        name,
        version,
        purl: reference,
        licenses: [{ expression: "MIT OR Apache-2.0" }],
        hashes: [{ alg: "SHA-256", content: sha256(tarball) }],
      },
    },
    components: [
      ...crates,
      {
        type: "file",
        "bom-ref": "module.wasm",
        name: "dist/module.wasm",
        hashes: [{ alg: "SHA-256", content: sha256(MODULE) }],
      },
    ],
    dependencies: [{ ref: reference, dependsOn: crates.map((crate) => crate["bom-ref"]) }],
  };
}

/** @param {string} file */
function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
