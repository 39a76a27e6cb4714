/** Programs in a process of their own, bounded in time. */
import { execFile } from "node:child_process";
import { HERE } from "./topics.js";

/** What the environment of a child holds, whatever is set here. */
const { PATH, HOME } = process.env;

/**
 * Runs a program and returns what it printed; fails if it does not end well.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export function runChild(program, parameters, { cwd = HERE, env = {}, timeout = 180_000 } = {}) {
  const options = {
    cwd,
    env: { PATH, HOME, NO_COLOR: "1", ...env },
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    execFile(program, parameters, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const how = error.killed ? `did not end in ${timeout} ms` : `ended with ${error.code}`;
      const said = `${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`;
      reject(new Error(`${program} ${parameters.join(" ")} ${how}\n${said}`));
    });
  });
}
