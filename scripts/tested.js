// Remembers the tarball that passed the tests, so that a release publishes this file and no other.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TARBALL } from "./install-tarball.js";
import { ROOT } from "./run.js";
import { digestOf, SOURCES } from "./setup.js";

/** `npm test` writes this file after every test passed. */
const RECORD = join(ROOT, "target", "tested.json");

/** @typedef {{ tarball: string, sources: string }} Fingerprint both are sha256 */

/**
 * The tarball and the sources that it was built from.
 * @param {string} [tarball]
 * @returns {Fingerprint}
 */
export function takeFingerprint(tarball = TARBALL) {
  return { tarball: sha256(tarball), sources: digestOf(SOURCES) };
}

/** A run of the tests that fails or breaks off leaves no record. */
export function forgetTested() {
  rmSync(RECORD, { force: true });
}

/**
 * Records the tarball that passed. `packed` is its fingerprint before the first test.
 * @param {Fingerprint} packed
 */
export function recordTested(packed) {
  const { tarball, sources } = takeFingerprint();
  if (tarball === packed.tarball && sources === packed.sources) {
    writeFileSync(RECORD, JSON.stringify(packed));
  } else {
    console.error("A release needs another `npm test`: files changed while the tests ran.");
  }
}

/**
 * Throws if the tarball is not the one that passed the tests, or if the sources changed after that.
 * @param {string} tarball
 * @param {string} [record] the file that `npm test` wrote
 */
export function checkTested(tarball, record = RECORD) {
  if (!existsSync(tarball) || !existsSync(record)) {
    throw new Error("No tarball has passed the tests: run `npm test` first");
  }
  const tested = JSON.parse(readFileSync(record, "utf8"));
  const found = takeFingerprint(tarball);
  if (found.tarball !== tested.tarball) {
    throw new Error(`${tarball} is not the file that passed the tests: run \`npm test\` again`);
  }
  if (found.sources !== tested.sources) {
    throw new Error("The sources changed after the tests passed: run `npm test` again");
  }
}

/** @param {string} file */
export function sha256(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
