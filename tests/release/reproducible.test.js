/** The same sources give the same package. Everybody who builds a release gets the bytes of npm. */
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

describe("two clean builds", () => {
  const folder = mkdtempSync(join(tmpdir(), "odeus-build-"));
  const builds = ["a", join("another", "path")].map((name) => join(folder, name));

  before(() => {
    for (const [index, root] of builds.entries()) {
      mkdirSync(root, { recursive: true });
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
          // The first build has a new Cargo home. The second one has the unpacked crates.
          ...(index === 0 && { CARGO_HOME: emptyCargoHome(root) }),
          CARGO_TARGET_DIR: join(root, "target"),
        },
        stdio: ["ignore", "ignore", "pipe"],
        timeout: 600_000,
      });
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  test("in two folders give the same wasm, scripts and types", () => {
    const [one, other] = builds.map((root) => digests(join(root, "pkg", "dist")));
    assert.ok("module.wasm" in one);
    assert.deepEqual(one, other);
  });

  test("give the same files as the build in this folder", () => {
    const [built] = builds;
    assert.deepEqual(digests(join(ROOT, "pkg", "dist")), digests(join(built, "pkg", "dist")));
  });
});

/**
 * Makes the Cargo home of a machine that has built nothing yet: no crate is unpacked. It has the
 * downloads of this machine, so that the test needs no network.
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
    paths.sort().map((path) => {
      const hash = createHash("sha256").update(readFileSync(path));
      return [path.slice(folder.length + 1), hash.digest("hex")];
    }),
  );
}

const pathOf = ({ parentPath, name }) => join(parentPath, name);
