/** A release takes the tarball that passed the tests, and no other. */
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { TARBALL } from "../../scripts/install-tarball.js";
import { checkTested, takeFingerprint } from "../../scripts/tested.js";

const folder = mkdtempSync(join(tmpdir(), "odeus-tested-"));
after(() => rmSync(folder, { recursive: true }));

const tarball = join(folder, "odeus-integrations.tgz");
const record = join(folder, "tested.json");
copyFileSync(TARBALL, tarball);
writeFileSync(record, JSON.stringify(takeFingerprint(tarball)));

test("the tarball that passed the tests is taken", () => {
  checkTested(tarball, record);
});

test("without a run of the tests that passed, there is no release", () => {
  assert.throws(() => checkTested(tarball, join(folder, "none.json")), /run `npm test` first/);
});

test("without a tarball, there is no release", () => {
  assert.throws(() => checkTested(join(folder, "none.tgz"), record), /run `npm test` first/);
});

test("a tarball that was packed after the tests is refused", () => {
  const other = join(folder, "other.tgz");
  writeFileSync(other, "other bytes");
  assert.throws(() => checkTested(other, record), /is not the file that passed the tests/);
});

test("a tarball of other sources is refused", () => {
  const old = join(folder, "old.json");
  writeFileSync(old, JSON.stringify({ ...takeFingerprint(tarball), sources: "0".repeat(64) }));
  assert.throws(() => checkTested(tarball, old), /sources changed after the tests passed/);
});
