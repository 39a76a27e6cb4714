/** The tarball, installed by pnpm into strict `node_modules`, and by Yarn without `node_modules`. */
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { TARBALL } from "../../scripts/install-tarball.js";
import { runChild } from "../support/child.js";
import { named } from "./odeus.js";
import { assertUpdates, binary, copyProgram, withFolder } from "./program.js";

const PROGRAMS = ["update.mjs", "update.cjs"];

/** Makes a project that depends on the tarball. */
function makeProject(folder, settingsName, settings) {
  cpSync(TARBALL, join(folder, "odeus-integrations.tgz"));
  const dependencies = { "odeus-integrations": "file:./odeus-integrations.tgz" };
  const manifest = { name: "project", private: true, dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, settingsName), settings);
  for (const name of PROGRAMS) copyProgram(name, folder);
}

test(`${named("pnpm")}: programs find the package by import and by require`, () =>
  withFolder(async (folder) => {
    makeProject(folder, ".npmrc", "store-dir=./store\noffline=true\n");
    await runChild(binary("pnpm"), ["install"], { cwd: folder });
    assert.ok(
      readdirSync(join(folder, "node_modules", ".pnpm")).some((name) => /^odeus-/.test(name)),
      "pnpm keeps the package in its own folder",
    );
    for (const name of PROGRAMS) {
      await assertUpdates(process.execPath, [name], { cwd: folder });
    }
  }));

test(`${named("@yarnpkg/cli-dist")}, Plug'n'Play: programs find the package by import and by require`, () =>
  withFolder(async (folder) => {
    const settings = [
      ...["nodeLinker: pnp", "enableGlobalCache: false", "globalFolder: ./global"],
      ...["enableNetwork: false", "enableTelemetry: false", ""],
    ];
    makeProject(folder, ".yarnrc.yml", settings.join("\n"));
    await runChild(binary("yarn"), ["install"], { cwd: folder });
    assert.ok(!existsSync(join(folder, "node_modules")), "there is no node_modules");
    for (const name of PROGRAMS) {
      await assertUpdates(binary("yarn"), ["node", name], { cwd: folder });
    }
  }));
