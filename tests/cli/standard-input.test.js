/** Rows that can be read only once: standard input and pipes. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { runChild } from "../support/child.js";
import {
  makeFolder,
  PROGRAM,
  reaching,
  rowsOf,
  runCli,
  startCli,
  toNdjson,
} from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";

const BROKEN = { id: "x", name: "Broken" };

let server;
let statusOf;

beforeEach(async () => {
  statusOf = () => 200;
  server = await startLimited({ statusOf: (request) => statusOf(request) });
});

afterEach(() => server.close());

const names = () => server.seen.updates.map(({ changes }) => changes.name).sort();

describe("standard input", () => {
  test("is read as NDJSON, and sent as it comes", async () => {
    const { child, ended } = startCli(["apply", "-"], { env: reaching(server) });
    const seen = new Promise((resolve) => {
      statusOf = () => {
        resolve();
        return 200;
      };
    });
    child.stdin.write(toNdjson(rowsOf(1)));
    await seen;
    child.stdin.end(toNdjson(rowsOf(1, 1)));
    const { code, stdout } = await ended;
    assert.equal(code, 0);
    assert.equal(stdout.split("\n").length, 3);
    assert.deepEqual(names(), ["Name 0", "Name 1"]);
  });

  test("with a broken row stops there: rows before it are sent, and the program ends with 1", async () => {
    const input = toNdjson([...rowsOf(2), BROKEN, ...rowsOf(2, 2)]);
    const { code, stderr } = await runCli(["apply", "-"], { input, env: reaching(server) });
    assert.equal(code, 1);
    assert.match(stderr, /standard input:3: integrationId must be a UUID/);
    assert.match(stderr, /The run stopped there\. Rows before it were sent\./);
    assert.deepEqual(names(), ["Name 0", "Name 1"]);
  });

  test("whose first row is broken sends nothing, and the program ends with 2", async () => {
    const input = toNdjson([BROKEN, ...rowsOf(2)]);
    const { code, stderr } = await runCli(["apply", "-"], { input, env: reaching(server) });
    assert.equal(code, 2);
    assert.match(stderr, /Nothing was sent\./);
    assert.equal(server.seen.requests, 0);
  });

  test("stops at a broken row although the writer has more", async () => {
    const { child, ended } = startCli(["apply", "-"], { env: reaching(server) });
    child.stdin.write(toNdjson([...rowsOf(1), BROKEN]));
    assert.equal((await ended).code, 1);
  });

  test("with --skip-invalid sends the other rows", async () => {
    const input = toNdjson([BROKEN, ...rowsOf(2)]);
    const options = { input, env: reaching(server) };
    const { code } = await runCli(["apply", "-", "--skip-invalid"], options);
    assert.equal(code, 1);
    assert.deepEqual(names(), ["Name 0", "Name 1"]);
  });

  test("may be a file, and the rows may come from a named pipe", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("rows.ndjson", toNdjson(rowsOf(3)));
    const run = `"${process.execPath}" "$CLI"`;
    const env = { ...reaching(server), ODEUS_API_KEY: "test-key", CLI: PROGRAM };
    const script = `
      ${run} apply - --quiet < rows.ndjson
      mkfifo pipe.ndjson
      cat rows.ndjson > pipe.ndjson &
      ${run} apply pipe.ndjson --quiet
      wait`;
    await runChild("sh", ["-ec", script], { cwd, env, timeout: 30_000 });
    assert.equal(server.seen.updates.length, 6);
  });
});
