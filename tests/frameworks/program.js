/** Runs the programs `update.mjs` and `update.cjs` in folders where they were installed or built. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../support/child.js";
import { HERE, withWorkspace } from "./odeus.js";

/** The path of a program of an installed package. */
export const binary = (name) => join(HERE, "node_modules", ".bin", name);

/** Copies a program into a folder. */
export const copyProgram = (name, folder) =>
  cpSync(join(HERE, "programs", name), join(folder, name));

/**
 * Runs a step with a new folder. No package is installed in the folders above it.
 * @param {(folder: string) => Promise<void>} step
 */
export async function withFolder(step) {
  const folder = mkdtempSync(join(tmpdir(), "odeus-frameworks-"));
  try {
    await step(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs a program, and asserts that it made an update.
 * @param {string} file
 * @param {string[]} parameters of the program; the id of the integration is added
 * @param {{ cwd: string }} options
 */
export const assertUpdates = (file, parameters, { cwd }) =>
  withWorkspace(async ({ baseUrl, apiKey, integrationId, integration }) => {
    const output = await runChild(file, [...parameters, integrationId], {
      cwd,
      env: { ODEUS_API_KEY: apiKey, ODEUS_BASE_URL: baseUrl },
    });
    assert.equal(output.trim(), "Weather");
    assert.equal((await integration(integrationId)).name, "Weather");
  });
