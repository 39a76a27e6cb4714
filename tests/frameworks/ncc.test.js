/** Programs that ncc compiles into one file. The file runs where no package is installed. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runChild } from "../support/child.js";
import { HERE, named } from "./odeus.js";
import { assertUpdates, binary, copyProgram, withFolder } from "./program.js";

for (const name of ["update.mjs", "update.cjs"]) {
  test(`${named("@vercel/ncc")} compiles ${name} into one file that makes an update`, () =>
    withFolder(async (alone) => {
      const source = join(HERE, "dist", "ncc", name);
      rmSync(source, { recursive: true, force: true });
      mkdirSync(source, { recursive: true });
      copyProgram(name, source);
      await runChild(binary("ncc"), ["build", name, "--out", "built", "--no-cache"], {
        cwd: source,
      });
      const built = join(source, "built");
      const files = readdirSync(built).filter((file) => file !== "package.json");
      assert.equal(files.length, 1, files.join());
      cpSync(built, alone, { recursive: true });
      await assertUpdates(process.execPath, files, { cwd: alone });
    }));
}
