// Runs other programs. If a program fails, the script that runs it fails too.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a program in the root folder and shows what it prints. With `quiet`, returns it instead.
 * Throws if the program fails.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean }} [options]
 */
export function run(program, parameters, { cwd = ROOT, env = {}, quiet = false } = {}) {
  const { status, error, stdout } = spawnSync(program, parameters, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "pipe" : "inherit", "inherit"],
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  if (status !== 0) {
    throw new Error(`${program} ${parameters.join(" ")} ended with ${status}\n${stdout ?? ""}`);
  }
  return stdout ?? "";
}

/**
 * Runs a program that an npm package of the root folder brings.
 * @param {string} name
 * @param {string[]} parameters
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runBinary(name, parameters, options) {
  return run(
    fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url)),
    parameters,
    options,
  );
}
