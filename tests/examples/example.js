/** Runs an example as a user does: a copy of it, in a folder where its packages are installed. */
import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";

export { withServer } from "../support/server-process.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const EXAMPLES = join(HERE, "..", "..", "examples");

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

/** Makes one update that succeeds, and two requests that are refused, over HTTP. */
export async function assertUpdates(url) {
  const sendText = (body) =>
    fetch(url, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(20_000),
    });
  const send = (changes) => sendText(JSON.stringify(changes));
  const broken = await sendText("{");
  assert.equal(broken.status, 400, await broken.text());
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
