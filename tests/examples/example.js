/** Runs an example as a user does: a copy of it, in a folder where its packages are installed. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { connect } from "../support/control.js";
import { freePort } from "../support/free-port.js";
import { startServers } from "../support/servers/all.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const EXAMPLES = join(HERE, "..", "..", "examples");

/** The longest time that a program may take to start. */
const START_TIMEOUT_MS = 60_000;

/** The path of a program of an installed package. */
export const program = (name) => join(HERE, "node_modules", ".bin", name);

/** The version of an installed package. */
export function versionOf(name) {
  const file = join(HERE, "node_modules", name, "package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** Copies an example and returns the path of the copy. */
export function copyExample(name) {
  const folder = join(HERE, "dist", name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(EXAMPLES, name), folder, { recursive: true });
  return folder;
}

/**
 * Starts a server that accepts updates, and runs a step with the environment that makes an example
 * use the server. Asserts that the server got the updates and no other request.
 * @param {(env: Record<string, string>) => Promise<void>} step
 * @param {number} [updates] how many updates the step makes
 */
export async function withOdeus(step, updates = 1) {
  const servers = await startServers();
  try {
    const scenario = await connect(servers.urls).scripted.scenario(UPDATED);
    await step({ ODEUS_API_KEY: KEY, ODEUS_BASE_URL: scenario.baseUrl });
    const seen = (await scenario.requests()).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(seen, Array(updates).fill(`PATCH /integrations/v1/${ID}`));
  } finally {
    await servers.close();
  }
}

/**
 * Starts a server of an example, waits until it answers, and stops it after the step.
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

/** Makes one update that succeeds and one that is refused, over HTTP. */
export async function assertUpdates(url) {
  const send = (changes) =>
    fetch(url, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(changes),
      signal: AbortSignal.timeout(20_000),
    });
  const good = await send({ name: "Weather" });
  const text = await good.text();
  assert.equal(good.status, 200, text);
  assert.equal(JSON.parse(text).integration.id, ID);
  const bad = await send({ nmae: "Weather", color: "blue" });
  assert.equal(bad.status, 422);
  const { issues } = await bad.json();
  assert.deepEqual(
    issues.map(({ code, path }) => ({ code, path })),
    [
      { code: "unknown_field", path: ["nmae"] },
      { code: "invalid_color", path: ["color"] },
    ],
  );
}

export const UPDATE_PATH = `/integrations/${ID}`;
