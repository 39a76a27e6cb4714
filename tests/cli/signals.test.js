/** Ctrl-C and SIGTERM. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { ID } from "../support/calls.js";
import { makeFolder, parseResults, reaching, rowsOf, startCli, toNdjson } from "../support/cli.js";
import { json, listen, readBody } from "../support/servers/http.js";

const SIGNALS = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
];

/** A server whose answers wait until a test lets them go. */
async function startHolding({ status = 200, headers = {} } = {}) {
  const held = [];
  let onRequest = () => {};
  const server = createServer(async (request, response) => {
    await readBody(request);
    const id = request.url.split("/").at(-1);
    held.push(() =>
      json(response, status, { integration: { id, name: "", description: "" } }, headers),
    );
    onRequest();
  });
  const { url, close } = await listen(server);
  /** Waits until so many requests have come. */
  const requests = (count) =>
    new Promise((resolve) => {
      onRequest = () => {
        if (held.length >= count) resolve();
      };
      onRequest();
    });
  const release = () => {
    for (const answer of held.splice(0)) answer();
  };
  return { url, close, held, requests, release };
}

/** Starts a run whose first requests are under way. */
async function startRun(t, parameters = [], { server, command = "apply" } = {}) {
  const holding = server ?? (await startHolding());
  t.after(() => holding.close());
  const folder = await makeFolder(t);
  await folder.write("rows.ndjson", toNdjson(rowsOf(100)));
  const input = command === "apply" ? ["rows.ndjson", "--concurrency", "3"] : [ID, "--name", "x"];
  const options = { cwd: folder.path, env: reaching(holding) };
  const cli = startCli([command, ...input, ...parameters], options);
  return { ...cli, folder, server: holding };
}

/** Waits until standard error has a text. */
async function untilSaid({ child, output }, pattern) {
  while (!pattern.test(output.stderr)) {
    await new Promise((resolve) => child.stderr.once("data", resolve));
  }
}

const STOPPING = /Stopping: what is under way is finished first/;

for (const [signal, status] of SIGNALS) {
  describe(signal, { concurrency: 2 }, () => {
    test(`finishes what is under way, saves the state, and ends with ${status}`, async (t) => {
      const run = await startRun(t, ["--json", "--resume", "state.json"]);
      await run.server.requests(3);
      run.child.kill(signal);
      await untilSaid(run, STOPPING);
      assert.equal(run.child.exitCode, null, "it waits for what is under way");
      run.server.release();
      const { code, stdout, stderr } = await run.ended;
      assert.equal(code, status);
      const { results, summary } = parseResults(stdout);
      assert.equal(results.filter(({ status }) => status === "updated").length, 3);
      assert.equal(summary.updated, 3);
      assert.equal(run.server.held.length, 0, "nothing was sent after");
      assert.equal((await run.folder.readState("state.json")).rows, 3);
      assert.match(stderr, /Run the same command again to go on/);
    });

    test(`twice ends the program at once with ${status}`, async (t) => {
      const run = await startRun(t, ["--resume", "state.json"]);
      await run.server.requests(3);
      run.child.kill(signal);
      await untilSaid(run, STOPPING);
      run.child.kill(signal);
      assert.equal((await run.ended).code, status);
      assert.equal((await run.folder.readState("state.json")).rows, 0);
    });

    test("does not wait for the time that the API asked for", async (t) => {
      const server = await startHolding({ status: 429, headers: { "retry-after": "3600" } });
      const run = await startRun(t, ["--resume", "state.json"], { server });
      await server.requests(3);
      server.release();
      // Every row that was refused waits now. There is nothing on the outside that tells it.
      await new Promise((resolve) => setTimeout(resolve, 200));
      run.child.kill(signal);
      const { code, stdout } = await run.ended;
      assert.equal(code, status);
      assert.match(stdout, /failed .* line 1: .*429/);
      assert.equal((await run.folder.readState("state.json")).rows, 0);
    });

    test("ends a run that waits for standard input", async (t) => {
      const server = await startHolding();
      t.after(() => server.close());
      const run = startCli(["apply", "-"], { env: reaching(server) });
      run.child.stdin.write(toNdjson(rowsOf(1)));
      await server.requests(1);
      run.child.kill(signal);
      await untilSaid(run, STOPPING);
      server.release();
      const { code, stdout } = await run.ended;
      assert.equal(code, status);
      assert.match(stdout, /updated .* line 1/);
    });

    test("ends a check that waits for standard input", async () => {
      const run = startCli(["validate", "-", "--json"]);
      run.child.stdin.write(toNdjson(rowsOf(1)));
      await new Promise((resolve) => run.child.stdout.once("data", resolve));
      run.child.kill(signal);
      assert.equal((await run.ended).code, status);
    });

    test("lets update wait for its answer", async (t) => {
      const run = await startRun(t, [], { command: "update" });
      await run.server.requests(1);
      run.child.kill(signal);
      await untilSaid(run, STOPPING);
      run.server.release();
      const { code, stdout } = await run.ended;
      assert.equal(code, status);
      assert.match(stdout, /^updated/);
    });
  });
}
