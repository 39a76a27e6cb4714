/** Starts programs that run until they are ended by their process id. */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Starts a program.
 * @param {string} file
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, ipc?: boolean }} [options] with `ipc`, the child can
 *   get and send messages
 */
export function startProgram(file, parameters, { cwd, env = {}, ipc = false } = {}) {
  const { PATH, HOME } = process.env;
  const child = spawn(file, parameters, {
    cwd,
    env: { PATH, HOME, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe", ...(ipc ? ["ipc"] : [])],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const ended = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  return {
    child,
    output: () => output,
    /** Ends the program at once, and waits until it has ended. */
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

/**
 * Waits until a condition holds. Fails with the text of `describe` if it takes too long.
 * @param {() => unknown} condition
 * @param {() => string} describe
 */
export async function until(condition, describe, timeoutMs = 50_000) {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`it took too long: ${await describe()}`);
    await sleep(100);
  }
}
