/** The local Odeus that the applications call. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { listen } from "../support/servers/http.js";

/** The folder of these tests. The packed package is installed here. */
export const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The name and the version of an installed package, for titles of tests. */
export function named(name) {
  const file = join(HERE, "node_modules", name, "package.json");
  return `${name} ${JSON.parse(readFileSync(file, "utf8")).version}`;
}

/**
 * Starts the test servers, runs a step with their clients, and stops the servers.
 * @param {(control: ReturnType<typeof connect>) => Promise<void>} step
 */
export async function withServers(step) {
  const servers = await startServers();
  try {
    await step(connect(servers.urls));
  } finally {
    await servers.close();
  }
}

/**
 * Makes a workspace of the local Odeus and runs a step with it.
 * @param {(workspace: Awaited<ReturnType<ReturnType<typeof connect>["odeus"]["workspace"]>>)
 *   => Promise<void>} step
 * @param {{ integrations?: number, rateLimit?: number }} [options]
 */
export function withWorkspace(step, options) {
  return withServers(async ({ odeus }) => step(await odeus.workspace(options)));
}

/**
 * Serves a Node request handler on a free port of 127.0.0.1.
 * @param {import("node:http").RequestListener} handler
 */
export function serve(handler) {
  return listen(createServer(handler));
}
