/** The command line in Deno and in Bun. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makeFolder, parseResults, reaching, rowsOf, startCli, toNdjson } from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";
import { HERE } from "./bundle.js";

const binary = (name) => join(HERE, "node_modules", ".bin", name);
const DIST = fileURLToPath(new URL(".", import.meta.resolve("odeus-integrations")));
const program = join(DIST, "cli.js");

for (const [name, command] of [
  ["Deno", [binary("deno"), "run", "--quiet", "--allow-all"]],
  ["Bun", [binary("bun")]],
]) {
  describe(`the command line in ${name}`, { concurrency: 2 }, () => {
    /** Prepares a server and a folder, and starts a command there. */
    async function prepare(t, limits) {
      const server = await startLimited(limits);
      t.after(() => server.close());
      const folder = await makeFolder(t);
      const env = reaching(server);
      const start = (...parameters) =>
        startCli(parameters, { cwd: folder.path, env, command, program });
      const run = (...parameters) => {
        const { child, ended } = start(...parameters);
        child.stdin.end();
        return ended;
      };
      return { server, start, run, ...folder };
    }

    test("shows its help and refuses a wrong command", async (t) => {
      const { run } = await prepare(t);
      const help = await run("--help");
      assert.equal(help.code, 0);
      assert.match(help.stdout, /Usage: odeus-integrations/);
      const wrong = await run("aply");
      assert.equal(wrong.code, 2);
      assert.match(wrong.stderr, /Did you mean apply\?/);
    });

    test("updates an integration", async (t) => {
      const { run, server } = await prepare(t);
      const { code, stderr } = await run("update", rowsOf(1)[0].id, "--name", "Weather");
      assert.equal(code, 0, stderr);
      assert.deepEqual(server.seen.updates[0].changes, { name: "Weather" });
    });

    test("applies CSV, and names the line of a broken row", async (t) => {
      const { run, write, server } = await prepare(t);
      const rows = rowsOf(100).map(({ id, name }) => `${id},"${name}\r\n"\r\n`);
      await write("rows.csv", `\u{feff}id,name\r\n${rows.join("")}`);
      await write("broken.csv", `id,name\r\n${rows.join("")}x,y\r\n`);
      const { code, stdout } = await run("apply", "rows.csv", "--json");
      assert.equal(code, 0);
      assert.equal(parseResults(stdout).summary.updated, 100);
      assert.equal(server.seen.updates.length, 100);
      const broken = await run("apply", "broken.csv");
      assert.equal(broken.code, 2);
      assert.match(broken.stderr, /broken\.csv:202: integrationId must be a UUID/);
    });

    test("stops at SIGINT, saves the state, and goes on later", async (t) => {
      const { run, start, write, readState, server } = await prepare(t, { delayMs: 10 });
      await write("rows.ndjson", toNdjson(rowsOf(1_000)));
      const parameters = ["apply", "rows.ndjson", "--resume", "state.json"];
      const { child, ended } = start(...parameters);
      await new Promise((resolve) => child.stdout.once("data", resolve));
      child.kill("SIGINT");
      const { code, stderr } = await ended;
      assert.equal(code, 130, stderr);
      const { rows } = await readState("state.json");
      assert.equal(rows, server.seen.updates.length);
      assert.ok(rows > 0 && rows < 1_000, `${rows}`);
      assert.equal((await run(...parameters)).code, 0);
      assert.equal(server.seen.updates.length, 1_000);
    });

    test("ends quietly when its output is closed", async (t) => {
      const { start, write } = await prepare(t, { delayMs: 10 });
      await write("rows.ndjson", toNdjson(rowsOf(2_000)));
      const { child, ended } = start("apply", "rows.ndjson");
      await new Promise((resolve) => child.stdout.once("data", resolve));
      child.stdout.destroy();
      const { code, stderr } = await ended;
      assert.deepEqual([code, stderr], [1, ""]);
    });

    test("reads standard input", async (t) => {
      const { start, server } = await prepare(t);
      const { child, ended } = start("apply", "-");
      child.stdin.end(toNdjson(rowsOf(5)));
      assert.equal((await ended).code, 0);
      assert.equal(server.seen.updates.length, 5);
    });
  });
}
