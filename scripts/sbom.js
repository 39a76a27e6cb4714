// Makes the SBOM of a release, in CycloneDX 1.6.
import { listCrates, listStandardLibrary } from "./crates.js";
import { listLibraries } from "./libraries.js";

/**
 * The SBOM has no date and no serial number, so that two builds give the same file.
 * @param {{ name: string, version: string, license: string }} manifest of the package
 * @param {{ tarball: string, module: string }} digests the sha256 of the files
 */
export function makeSbom({ name, version, license }, digests) {
  const reference = `pkg:npm/${name}@${version}`;
  const parts = [...listStandardLibrary(), ...listCrates(), ...listLibraries()];
  const libraries = parts.map((part) => ({
    type: "library",
    "bom-ref": part.purl,
    name: part.name,
    version: part.version,
    scope: "required",
    licenses: [{ expression: part.licence }],
    purl: part.purl,
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
        licenses: [{ expression: license }],
        hashes: [{ alg: "SHA-256", content: digests.tarball }],
      },
    },
    components: [
      ...libraries,
      {
        type: "file",
        "bom-ref": "module.wasm",
        name: "dist/module.wasm",
        hashes: [{ alg: "SHA-256", content: digests.module }],
      },
    ],
    dependencies: [{ ref: reference, dependsOn: libraries.map(({ purl }) => purl) }],
  };
}
