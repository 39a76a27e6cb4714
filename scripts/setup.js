// Installs what a fresh clone lacks, and builds the package if its sources changed.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, run } from "./run.js";

const STAMPS = join(ROOT, "target", "stamps");

/** Everything in the repository that a build reads. */
export const SOURCES = [
  ".cargo/config.toml",
  "CHANGELOG.md",
  "Cargo.lock",
  "Cargo.toml",
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "package-lock.json",
  "package.json",
  "pkg/package.json",
  "pkg/src",
  "pkg/tsconfig.json",
  "rust-toolchain.toml",
  "scripts",
  "src",
];

/** Installs everything that a build needs, then builds. */
export function setUp() {
  installToolchain();
  installPackages(".");
  once("build", SOURCES, [join(ROOT, "pkg", "dist", "index.js")], () =>
    run("npm", ["run", "--silent", "build"]),
  );
}

/**
 * Installs the toolchain of rust-toolchain.toml with its target and components. This is quick if it is
 * installed already.
 */
export function installToolchain() {
  run("rustup", ["--quiet", "toolchain", "install"]);
}

/**
 * Installs the npm packages of a folder's lock file.
 * @param {string} folder
 */
export function installPackages(folder) {
  const name = `packages-${folder.replaceAll(/\W+/g, "-")}`;
  const cwd = join(ROOT, folder);
  once(
    name,
    [join(folder, "package.json"), join(folder, "package-lock.json")],
    [join(cwd, "node_modules")],
    () => run("npm", ["ci", "--no-audit", "--no-fund"], { cwd }),
  );
}

/**
 * Runs a step, unless it ran on the same inputs before and its outputs exist.
 * @param {string} name
 * @param {string[]} inputs files and folders, from the root
 * @param {string[]} outputs
 * @param {() => void} step
 */
export function once(name, inputs, outputs, step) {
  const stamp = join(STAMPS, name);
  const digest = digestOf(inputs);
  const isDone =
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === digest &&
    outputs.every((output) => existsSync(output));
  if (isDone) return;
  // A step that fails half-way leaves outputs behind, which must not count later.
  rmSync(stamp, { force: true });
  step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

/**
 * The sha256 of the names and the contents of files.
 * @param {string[]} inputs files and folders, from the root
 */
export function digestOf(inputs) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap((input) => listFiles(input))) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest("hex");
}

/**
 * The files of a folder, or the file itself.
 * @param {string} path from the root
 * @returns {string[]}
 */
function listFiles(path) {
  const full = join(ROOT, path);
  if (!existsSync(full))
    throw new Error(`${path} does not exist, but a step of the set-up reads it`);
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .filter((name) => name !== "node_modules")
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
}
