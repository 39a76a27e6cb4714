/** A single executable: Node and a bundled program in one file, which runs where nothing else is. */
import { copyFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { runChild } from "../support/child.js";
import { HERE, named } from "./odeus.js";
import { assertUpdates, binary, withFolder } from "./program.js";

/** The mark in Node's binary that says that a program follows (Node's page on single executables). */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Node 26 builds an executable by itself. */
const BUILDS_ALONE = Number.parseInt(process.versions.node, 10) >= 26;

const EXECUTABLE = "update";

/** Makes the executable of a bundled program. */
async function makeExecutable(main, folder) {
  const node = (...parameters) => runChild(process.execPath, parameters, { cwd: folder });
  const settings = join(folder, "sea.json");
  const output = BUILDS_ALONE ? EXECUTABLE : "program.blob";
  const disableExperimentalSEAWarning = true;
  writeFileSync(settings, JSON.stringify({ main, output, disableExperimentalSEAWarning }));
  if (BUILDS_ALONE) return node("--build-sea", settings);
  await node("--experimental-sea-config", settings);
  copyFileSync(process.execPath, join(folder, EXECUTABLE));
  const parameters = [EXECUTABLE, "NODE_SEA_BLOB", output, "--sentinel-fuse", FUSE];
  await runChild(binary("postject"), parameters, { cwd: folder });
}

test(`Node ${process.versions.node} and ${named("postject")}: a single executable makes an update`, () =>
  withFolder((folder) =>
    withFolder(async (alone) => {
      const main = join(folder, "bundle.cjs");
      await build({
        entryPoints: [join(HERE, "programs", "update.cjs")],
        bundle: true,
        platform: "node",
        outfile: main,
        logLevel: "error",
      });
      await makeExecutable(main, folder);
      renameSync(join(folder, EXECUTABLE), join(alone, EXECUTABLE));
      await assertUpdates(join(alone, EXECUTABLE), [], { cwd: alone });
    }),
  ));
