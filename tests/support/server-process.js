/** Runs a program that is a server, in a process of its own; Node only. */
import { spawn } from "node:child_process";
import { freePort } from "./free-port.js";

/** The longest time that a program may take to start. */
const START_TIMEOUT_MS = 60_000;

/**
 * Starts a program that is a server, waits until it answers, and stops it after the step.
 * @param {string} file
 * @param {string[]} parameters
 * @param {{ cwd: string, env: Record<string, string> }} options
 * @param {(url: string) => Promise<void>} step
 */
export async function withServer(file, parameters, { cwd, env }, step) {
  const port = await freePort();
  const { PATH, HOME } = process.env;
  const child = spawn(file, parameters, {
    cwd,
    env: { PATH, HOME, NO_COLOR: "1", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilAnswering(url, child, () => output);
    await step(url);
  } finally {
    // This ends the whole group: `next start` and others have child processes.
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The server has ended by itself.
    }
    await ended;
  }
}

/** Waits for the first answer, of any status. It is the only sign that a server has started. */
async function untilAnswering(url, child, output) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(5_000) });
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the server does not answer:\n${output()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
