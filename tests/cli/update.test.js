/** The command update. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { makeFolder, parseResults, reaching, runCli } from "../support/cli.js";
import { listen } from "../support/servers/http.js";
import { start } from "../support/servers/odeus/server.js";

let odeus;

before(async () => {
  odeus = await start();
});

after(() => odeus?.close());

/** Runs the command for the integration of the server. */
function update(parameters, { id = odeus.integrationId, env, ...options } = {}) {
  const all = { ODEUS_API_KEY: odeus.apiKey, ...reaching(odeus), ...env };
  return runCli(["update", id, ...parameters], { env: all, ...options });
}

const updated = () => odeus.integration(odeus.integrationId);

describe("update", () => {
  test("changes the fields that are given, and no other one", async () => {
    const { description } = updated();
    const { code, stdout, stderr } = await update([
      ...["--name", "Weather", "--icon-url", "https://example.com/w.png", "--color", "#0a84ff"],
    ]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, `updated  ${odeus.integrationId}\n`);
    const { name, iconUrl, color } = updated();
    assert.deepEqual([name, iconUrl, color], ["Weather", "https://example.com/w.png", "#0a84ff"]);
    assert.equal(updated().description, description);
  });

  test("can empty a field", async () => {
    const { code } = await update(["--description", ""]);
    assert.equal(code, 0);
    assert.equal(updated().description, "");
  });

  test("reads the fields from a file and from standard input", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("fields.json", `\u{feff}{"name":"From a file"}`);
    assert.equal((await update(["--data", "fields.json"], { cwd })).code, 0);
    assert.equal(updated().name, "From a file");
    const input = '{"name":"From a pipe","color":"#000"}';
    assert.equal((await update(["--data", "-"], { input })).code, 0);
    assert.deepEqual([updated().name, updated().color], ["From a pipe", "#000"]);
  });

  test("writes a result and a summary as JSON", async () => {
    const { code, stdout, stderr } = await update(["--name", "Weather", "--json"]);
    assert.deepEqual([code, stderr], [0, ""]);
    const { results, summary } = parseResults(stdout);
    assert.equal(results.length, 1);
    const { id, status, integration } = results[0];
    assert.deepEqual([id, status], [odeus.integrationId, "updated"]);
    assert.equal(integration.name, "Weather");
    assert.deepEqual([summary.read, summary.updated, summary.failed], [1, 1, 0]);
  });

  for (const [name, data, message] of [
    ["without a field", "{}", /has no field/],
    ["that is not JSON", "{", /is not JSON/],
    ["with an unknown field", '{"nmae":"x"}', /Did you mean "name"\?/],
    ["with a field that is too long", `{"name":"${"x".repeat(41)}"}`, /at most 40 characters/],
    ["that is a list", "[]", /object/],
    ["that is null", "null", /object/],
  ]) {
    test(`refuses data ${name}, and sends nothing`, async () => {
      const before = odeus.requests().length;
      const { code, stderr } = await update(["--data", "-"], { input: data });
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.equal(odeus.requests().length, before);
    });
  }

  test("refuses an id that is no UUID, and sends nothing", async () => {
    const before = odeus.requests().length;
    const { code, stderr } = await update(["--name", "x"], { id: "weather" });
    assert.equal(code, 2);
    assert.match(stderr, /must be a UUID/);
    assert.equal(odeus.requests().length, before);
  });

  test("ends with 1 if the API does not know the integration, also as JSON", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const { code, stdout, stderr } = await update(["--name", "x", "--json"], { id });
    assert.equal(code, 1);
    assert.match(stderr, /The API answered 404/);
    const { results, summary } = parseResults(stdout);
    assert.deepEqual([results[0].status, results[0].error.code], ["failed", "not_found"]);
    assert.equal(summary.failed, 1);
  });

  test("ends with 1 when its time is over", async () => {
    const slow = await listen(createServer(() => {}));
    try {
      const parameters = ["--name", "x", "--timeout", "200"];
      const { code, stderr } = await update(parameters, { env: reaching(slow) });
      assert.equal(code, 1);
      assert.match(stderr, /200/);
    } finally {
      await slow.close();
    }
  });
});
