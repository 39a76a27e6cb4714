/** Connections that cannot be made. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { OdeusClient } from "odeus-integrations";
import { ID, KEY, UPDATED } from "../../support/calls.js";
import { connect } from "../../support/control.js";
import { start } from "../../support/servers/scripted/server.js";

const LIMITS = { timeoutMs: 8_000, attemptTimeoutMs: 3_000, maxRetries: 1 };

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const failure = (baseUrl, options = LIMITS) =>
  new OdeusClient({ apiKey: KEY, baseUrl, ...options }).updateIntegration(ID, {}).then(
    () => assert.fail("there is nobody to answer"),
    (error) => error,
  );

/** Calls with all of a process's descriptors in use, then again with some. */
const EXHAUST = `
  import { closeSync, openSync } from "node:fs";
  import { OdeusClient } from "odeus-integrations";
  import { ID, KEY } from "./support/calls.js";
  const client = new OdeusClient({ apiKey: KEY, baseUrl: process.env.BASE_URL, maxRetries: 1 });
  const call = () => client.updateIntegration(ID, {}).then(() => "ok", (error) => error.toJSON());
  // The runtime loads what it needs for a request at the first one.
  const outcomes = [await call()];
  await new Promise((resolve) => setTimeout(resolve, 50));
  const held = [];
  try {
    for (;;) held.push(openSync("/dev/null"));
  } catch {}
  outcomes.push(await call());
  for (const descriptor of held) closeSync(descriptor);
  outcomes.push(await call());
  console.log(JSON.stringify(outcomes));
`;

function runWithDescriptors(limit, source, env) {
  const node = `exec "${process.execPath}" --input-type=module --eval "$SOURCE"`;
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const options = { cwd, env: { ...env, SOURCE: source }, timeout: 20_000 };
  return new Promise((resolve, reject) => {
    execFile("sh", ["-c", `ulimit -n ${limit} && ${node}`], options, (error, stdout, stderr) =>
      error ? reject(new Error(stderr, { cause: error })) : resolve({ stdout, stderr }),
    );
  });
}

describe("a connection that cannot be made", () => {
  test("because the port is closed sends nothing, and is retried", async () => {
    const error = await failure(`http://127.0.0.1:${await freePort()}`);
    assert.equal(error.name, "APIConnectionError");
    assert.equal(error.code, "connection_failed");
    assert.equal(error.applied, "no");
    assert.equal(error.attempts, 2);
    assert.equal(error.retryable, true);
    assert.match(error.message, /ECONNREFUSED|refused/i);
    assert.ok(error.cause instanceof Error);
  });

  test("because the host is unknown sends nothing, and is retried", async () => {
    const error = await failure("https://odeus.invalid");
    assert.equal(error.name, "APIConnectionError");
    assert.equal(error.applied, "no");
    assert.equal(error.attempts, 2);
    assert.equal(error.retryable, true);
    assert.match(error.message, /ENOTFOUND|EAI_AGAIN|host/i);
  });

  test("because no descriptor is left fails, and the next call works", async () => {
    const server = await start();
    try {
      const { baseUrl } = await connect({ scriptedUrl: server.url }).scripted.scenario({
        ...UPDATED,
        headers: { connection: "close" },
      });
      const { stdout, stderr } = await runWithDescriptors(64, EXHAUST, { BASE_URL: baseUrl });
      const [before, without, after] = JSON.parse(stdout);
      assert.equal(before, "ok");
      assert.equal(without.code, "connection_failed");
      assert.equal(without.attempts, 2);
      assert.notEqual(without.applied, "yes");
      assert.match(without.message, /EMFILE|descriptor|files/i);
      assert.equal(after, "ok");
      assert.equal(stderr, "");
    } finally {
      await server.close();
    }
  });
});
