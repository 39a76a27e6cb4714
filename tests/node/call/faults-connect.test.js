/** Connections that cannot be made. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ID, KEY, UPDATED } from "../../support/calls.js";
import { runProgram } from "../../support/child.js";
import { connect } from "../../support/control.js";
import { freePort } from "../../support/free-port.js";
import { start } from "../../support/servers/scripted/server.js";

const LIMITS = { timeoutMs: 8_000, attemptTimeoutMs: 3_000, maxRetries: 1 };

const failure = (baseUrl, options = LIMITS) =>
  new OdeusClient({ apiKey: KEY, baseUrl, ...options }).updateIntegration(ID, {}).then(
    () => assert.fail("the call should have been rejected"),
    (error) => error,
  );

/** Makes three calls: before, while and after all file descriptors of the process are in use. */
const EXHAUST = `
  import { closeSync, openSync } from "node:fs";
  import { OdeusClient } from "odeus-integrations";
  import { ID, KEY } from "./support/calls.js";
  const client = new OdeusClient({ apiKey: KEY, baseUrl: process.env.BASE_URL, maxRetries: 1 });
  const call = () => client.updateIntegration(ID, {}).then(() => "ok", (error) => error.toJSON());
  // The first request loads the parts of the runtime that requests need.
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

/** Runs an ES module in a process that may have only so many open file descriptors. */
function runWithDescriptors(limit, source, env) {
  const node = `exec "${process.execPath}" --input-type=module --eval "$SOURCE"`;
  const command = `ulimit -n ${limit} && ${node}`;
  return runProgram("sh", ["-c", command], { env: { ...env, SOURCE: source } });
}

describe("connections that cannot be made", () => {
  test("a call to a closed port sends nothing and is retried", async () => {
    const error = await failure(`http://127.0.0.1:${await freePort()}`);
    assert.equal(error.name, "APIConnectionError");
    assert.equal(error.code, "connection_failed");
    assert.equal(error.applied, "no");
    assert.equal(error.attempts, 2);
    assert.equal(error.retryable, true);
    assert.match(error.message, /ECONNREFUSED|refused/i);
    assert.ok(error.cause instanceof Error);
  });

  test("a call to an unknown host sends nothing and is retried", async () => {
    const error = await failure("https://odeus.invalid");
    assert.equal(error.name, "APIConnectionError");
    assert.equal(error.applied, "no");
    assert.equal(error.attempts, 2);
    assert.equal(error.retryable, true);
    assert.match(error.message, /ENOTFOUND|EAI_AGAIN|host/i);
  });

  test("a call fails if no file descriptor is free, and the next call works", async () => {
    const server = await start();
    try {
      const { baseUrl } = await connect({ scriptedUrl: server.url }).scripted.scenario({
        ...UPDATED,
        headers: { connection: "close" },
      });
      const { stdout, stderr } = await runWithDescriptors(64, EXHAUST, { BASE_URL: baseUrl });
      assert.equal(stderr, "");
      const [before, without, after] = JSON.parse(stdout);
      assert.equal(before, "ok");
      assert.equal(without.code, "connection_failed");
      assert.equal(without.attempts, 2);
      assert.notEqual(without.applied, "yes");
      assert.match(without.message, /EMFILE|descriptor|files/i);
      assert.equal(after, "ok");
    } finally {
      await server.close();
    }
  });
});
