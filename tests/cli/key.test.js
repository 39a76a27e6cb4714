/** Where the key comes from, and that no output shows it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ID, jsonAnswer, KEY } from "../support/calls.js";
import { makeFolder, parseResults, reaching, runCli } from "../support/cli.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";

let servers;
let scripted;

before(async () => {
  servers = await startServers();
  ({ scripted } = connect(servers.urls));
});

after(() => servers?.close());

const ROW = `{"id":"${ID}","name":"Weather"}\n`;
const ANSWER = jsonAnswer({ integration: { id: ID, name: "Weather", description: "" } });

/** Runs a program against an API that answers as it is told. */
async function run(parameters, { answers = [ANSWER], env, ...options } = {}) {
  const scenario = await scripted.scenario(...answers);
  const all = { ...reaching({ url: scenario.baseUrl }), ...env };
  const ended = await runCli(parameters, { env: all, ...options });
  return { ...ended, requests: await scenario.requests() };
}

const authorizationOf = ({ headers }) =>
  headers.find(([name]) => name.toLowerCase() === "authorization")[1];

describe("the key", () => {
  test("comes from ODEUS_API_KEY", async () => {
    const { code, requests } = await run(["update", ID, "--name", "x"]);
    assert.equal(code, 0);
    assert.equal(authorizationOf(requests[0]), `Bearer ${KEY}`);
  });

  for (const [name, content] of [
    ["with a line feed at its end", `${KEY}\n`],
    ["with CRLF at its end", `${KEY}\r\n`],
    ["without an end", KEY],
  ]) {
    test(`comes from a file ${name}, and from standard input`, async (t) => {
      const { path: cwd, write } = await makeFolder(t);
      await write("key", content);
      const env = { ODEUS_API_KEY: "" };
      for (const [file, options] of [
        ["key", { cwd, env }],
        ["-", { input: content, env }],
      ]) {
        const parameters = ["update", ID, "--name", "x", "--api-key-file", file];
        const { code, requests, stderr } = await run(parameters, options);
        assert.equal(code, 0, stderr);
        assert.equal(authorizationOf(requests[0]), `Bearer ${KEY}`);
      }
    });
  }

  test("from two places is refused with 2", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("key", KEY);
    const parameters = ["update", ID, "--name", "x", "--api-key-file", "key"];
    const { code, stderr, requests } = await run(parameters, { cwd });
    assert.equal(code, 2);
    assert.match(stderr, /There are two keys: --api-key-file and ODEUS_API_KEY/);
    assert.equal(requests.length, 0);
  });

  test("of a file that does not exist ends with 2", async () => {
    const parameters = ["update", ID, "--name", "x", "--api-key-file", "/nothing"];
    const { code, stderr } = await run(parameters, { env: { ODEUS_API_KEY: "" } });
    assert.equal(code, 2);
    assert.match(stderr, /\/nothing cannot be read/);
  });

  for (const parameters of [
    ["update", ID, "--name", "x"],
    ["apply", "-"],
  ]) {
    const [command] = parameters;

    test(`that is missing ends ${command} with 4, and the message says what to do`, async () => {
      const env = { ODEUS_API_KEY: "" };
      const { code, stderr, requests } = await run(parameters, { env, input: ROW });
      assert.equal(code, 4);
      assert.match(stderr, /There is no key\. Set ODEUS_API_KEY/);
      assert.equal(requests.length, 0);
    });

    for (const bad of [`Bearer ${KEY}`, `${KEY}\n${KEY}`, `${KEY}é`]) {
      test(`that is malformed ends ${command} with 4: ${JSON.stringify(bad)}`, async () => {
        const env = { ODEUS_API_KEY: bad };
        const { code, stdout, stderr, requests } = await run(parameters, { env, input: ROW });
        assert.equal(code, 4);
        assert.match(stderr, /The key comes from ODEUS_API_KEY or --api-key-file/);
        assert.ok(!(stdout + stderr).includes(KEY));
        assert.equal(requests.length, 0);
      });
    }

    test(`that the API does not take ends ${command} with 4`, async () => {
      const answers = [{ status: 401, body: '{"message":"Invalid API key"}' }];
      const { code, stderr } = await run(parameters, { answers, input: ROW });
      assert.equal(code, 4);
      assert.match(stderr, /401/);
    });
  }

  test("is not needed by validate and by a dry run", async () => {
    const env = { ODEUS_API_KEY: "" };
    for (const parameters of [
      ["validate", "-"],
      ["apply", "-", "--dry-run"],
    ]) {
      assert.equal((await run(parameters, { env, input: ROW })).code, 0);
    }
  });
});

describe("no output shows the key", () => {
  const echo = (status, body) => [{ status, body, echo: true }];
  const integration = `"id":"${ID}","name":"{{key}}","{{key}}":["{{authorization}}"]`;

  for (const [name, answers] of [
    ["in an integration", echo(200, `{"integration":{${integration}}}`)],
    ["in an error", echo(404, '{"message":"{{authorization}} is not known"}')],
    ["in an answer that is no JSON", echo(200, "{{key}}")],
    ["in the text of a status", [{ status: 418, statusText: "{{key}}", body: "", echo: true }]],
  ]) {
    for (const parameters of [
      ["update", ID, "--name", "x"],
      ["apply", "-"],
    ]) {
      test(`that the API echoes ${name}, with ${parameters[0]}`, async () => {
        for (const json of [[], ["--json"]]) {
          const options = { answers, input: ROW };
          const { stdout, stderr } = await run([...parameters, ...json], options);
          assert.ok(!(stdout + stderr).includes(KEY), stdout + stderr);
          if (json.length > 0) assert.equal(parseResults(stdout).results[0].id, ID);
        }
      });
    }
  }

  test("that stands in a row, in an option or in the name of a file", async () => {
    for (const parameters of [
      ["validate", "-", "--json"],
      ["apply", "-", "--dry-run"],
      ["apply", KEY],
      [KEY],
      ["apply", "-", "--format", KEY],
      ["update", KEY, "--name", "x"],
      ["update", KEY, "--name", "x", "--json"],
    ]) {
      const input = `{"id":"${ID}","${KEY}":"${KEY}"}\n{"id":"${KEY}"}\n`;
      const { stdout, stderr } = await run(parameters, { input });
      assert.ok(!(stdout + stderr).includes(KEY), stdout + stderr);
    }
  });

  test("of a file", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("key", `${KEY}\n`);
    const answers = echo(200, `{"integration":{${integration}}}`);
    const parameters = ["update", ID, "--name", "x", "--api-key-file", "key", "--json"];
    const { code, stdout } = await run(parameters, { answers, cwd, env: { ODEUS_API_KEY: "" } });
    assert.equal(code, 0);
    assert.ok(!stdout.includes(KEY));
  });
});
