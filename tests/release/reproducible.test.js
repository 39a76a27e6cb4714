/** The same sources give the same package: who builds a release gets the bytes that npm has. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SOURCES } from "../../scripts/setup.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

describe("a clean build in another folder, on a machine that has built nothing yet", () => {
  const folder = mkdtempSync(join(tmpdir(), "odeus-build-"));
  const root = join(folder, "another", "path");

  before(() => {
    for (const source of SOURCES) {
      const target = join(root, source);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(ROOT, source), target, { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
    execFileSync("npm", ["run", "--silent", "build"], {
      cwd: root,
      env: {
        ...process.env,
        CARGO_HOME: emptyCargoHome(root),
        CARGO_TARGET_DIR: join(root, "target"),
      },
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 600_000,
    });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  test("gives the wasm, the scripts and the types that this folder has", () => {
    const built = digests(join(root, "pkg", "dist"));
    assert.ok("module.wasm" in built);
    assert.deepEqual(built, digests(join(ROOT, "pkg", "dist")));
  });

  test("gives the same tarball, byte by byte", () => {
    assert.equal(pack(root, folder), pack(ROOT, folder));
  });
});

/**
 * The Cargo home of a machine that has built nothing yet. It has the downloads of this machine, so
 * that the test needs no network, but no crate is unpacked there.
 * @param {string} root
 */
function emptyCargoHome(root) {
  const home = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const empty = join(root, "cargo-home");
  mkdirSync(join(empty, "registry"), { recursive: true });
  for (const name of ["cache", "index"]) {
    symlinkSync(join(home, "registry", name), join(empty, "registry", name));
  }
  return empty;
}

/** Computes the sha256 of every file, by its path. */
function digests(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((entry) => entry.isFile()).map(pathOf);
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), sha256(path)]),
  );
}

const pathOf = ({ parentPath, name }) => join(parentPath, name);

/** Packs the package of a root folder, and gives the sha256 of the tarball. */
function pack(root, folder) {
  const destination = mkdtempSync(join(folder, "pack-"));
  execFileSync("npm", ["pack", "./pkg", "--silent", "--pack-destination", destination], {
    cwd: root,
  });
  const [name] = readdirSync(destination);
  return sha256(join(destination, name));
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
