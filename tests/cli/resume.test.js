/** The option --resume: a later run goes on where an earlier one ended. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import { makeFolder, parseResults, reaching, rowsOf, runCli, toNdjson } from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";

const STATE = ["--resume", "state.json"];
const FAILURES = ["--failures", "failures.ndjson"];

let server;
let statusOf;

beforeEach(async () => {
  statusOf = () => 200;
  server = await startLimited({ statusOf: (request) => statusOf(request) });
});

afterEach(() => server.close());

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** A folder with a file of rows. `apply` runs the command there. */
async function prepare(t, content, name = "rows.ndjson") {
  const folder = await makeFolder(t);
  await folder.write(name, content);
  const env = reaching(server);
  const apply = (...parameters) =>
    runCli(["apply", name, ...STATE, ...parameters], { cwd: folder.path, env });
  return { ...folder, apply };
}

/** Lets the server refuse the key after some updates, so that a run stops there. */
function refuseKeyAfter(count) {
  statusOf = () => (server.seen.requests > count ? 401 : 200);
}

describe("a run with --resume", () => {
  test("goes on after the rows that are settled, and sends none of them again", async (t) => {
    const content = toNdjson(rowsOf(100));
    const { apply, readState } = await prepare(t, content);
    refuseKeyAfter(40);
    const first = await apply("--concurrency", "1");
    assert.equal(first.code, 4);
    assert.match(first.stderr, /40 rows from the start are settled\. Run the same command again/);
    const lines = content.split("\n").slice(0, 40);
    const state = { version: 1, rows: 40, sha256: sha256(`${lines.join("\n")}\n`) };
    assert.deepEqual(await readState("state.json"), state);

    statusOf = () => 200;
    const second = await apply("--json");
    assert.equal(second.code, 0, second.stderr);
    assert.equal(server.seen.updates.length, 100);
    const { results, summary } = parseResults(second.stdout);
    assert.deepEqual([results[0].line, results.length], [41, 60]);
    assert.deepEqual([summary.read, summary.checkpoint], [60, 100]);

    const third = await apply();
    assert.equal(third.code, 0);
    assert.match(third.stderr, /An earlier run has settled all 100 rows/);
    assert.equal(server.seen.updates.length, 100);
  });

  for (const [name, file, content, changed] of [
    [
      "NDJSON",
      "rows.ndjson",
      toNdjson(rowsOf(20)),
      toNdjson([{ id: idOf(0), name: "Other" }, ...rowsOf(19, 1)]),
    ],
    [
      "CSV",
      "rows.csv",
      `id,name\n${rowsOf(20)
        .map(({ id, name }) => `${id},${name}\n`)
        .join("")}`,
      `id,description\n${rowsOf(20)
        .map(({ id, name }) => `${id},${name}\n`)
        .join("")}`,
    ],
    [
      "a JSON array",
      "rows.json",
      JSON.stringify(rowsOf(20)),
      JSON.stringify([...rowsOf(2), ...rowsOf(20)]),
    ],
    ["a file that became shorter", "rows.ndjson", toNdjson(rowsOf(20)), toNdjson(rowsOf(3))],
  ]) {
    test(`is refused with 2 if the settled rows changed: ${name}`, async (t) => {
      const { apply, write, read } = await prepare(t, content, file);
      refuseKeyAfter(10);
      assert.equal((await apply("--concurrency", "1")).code, 4);
      const state = await read("state.json");
      assert.equal(JSON.parse(state).rows, 10);
      const { requests } = server.seen;
      await write(file, changed);
      const { code, stderr } = await apply();
      assert.equal(code, 2);
      assert.match(stderr, /The first 10 rows of rows\.\w+ are not those that the state file/);
      assert.equal(server.seen.requests, requests);
      assert.equal(await read("state.json"), state);

      statusOf = () => 200;
      await write(file, content);
      assert.equal((await apply()).code, 0);
      assert.equal(server.seen.updates.length, 20);
    });
  }

  test("takes rows that were added or changed after the settled ones", async (t) => {
    const { apply, write } = await prepare(t, toNdjson(rowsOf(5)));
    assert.equal((await apply()).code, 0);
    await write("rows.ndjson", toNdjson(rowsOf(8)));
    assert.equal((await apply()).code, 0);
    assert.equal(server.seen.updates.length, 8);
  });

  test("reads standard input from its beginning", async (t) => {
    const { path: cwd } = await makeFolder(t);
    const env = reaching(server);
    const parameters = ["apply", "-", ...STATE, "--concurrency", "1"];
    refuseKeyAfter(10);
    const input = toNdjson(rowsOf(20));
    assert.equal((await runCli(parameters, { cwd, env, input })).code, 4);
    const { requests } = server.seen;
    statusOf = () => 200;
    const other = await runCli(parameters, { cwd, env, input: toNdjson(rowsOf(20, 1)) });
    assert.equal(other.code, 2);
    assert.match(other.stderr, /The first 10 rows of standard input/);
    assert.equal(server.seen.requests, requests);
    assert.equal((await runCli(parameters, { cwd, env, input })).code, 0);
    assert.equal(server.seen.updates.length, 20);
  });

  test("goes on after a broken row of standard input was corrected", async (t) => {
    const { path: cwd, readState } = await makeFolder(t);
    const env = reaching(server);
    const parameters = ["apply", "-", ...STATE];
    const input = toNdjson([...rowsOf(3), { id: "x" }, ...rowsOf(3, 4)]);
    assert.equal((await runCli(parameters, { cwd, env, input })).code, 1);
    assert.equal((await readState("state.json")).rows, 3);
    const corrected = toNdjson(rowsOf(7));
    assert.equal((await runCli(parameters, { cwd, env, input: corrected })).code, 0);
    assert.equal(server.seen.updates.length, 7);
  });

  test("refuses a file that is no state, and leaves it as it is", async (t) => {
    const { apply, write, read } = await prepare(t, toNdjson(rowsOf(2)));
    for (const content of ["", "{}", "[]", '{"version":1,"rows":-1,"sha256":"x"}', "notes"]) {
      await write("state.json", content);
      const { code, stderr } = await apply();
      assert.equal(code, 2);
      assert.match(stderr, /state\.json is not a state file/);
      assert.equal(await read("state.json"), content);
    }
    assert.equal(server.seen.requests, 0);
  });

  test("ends with 2 before anything is sent if the state cannot be written", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("rows.ndjson", toNdjson(rowsOf(2)));
    const parameters = ["apply", "rows.ndjson", "--resume", "nothing/state.json"];
    const { code, stderr } = await runCli(parameters, { cwd, env: reaching(server) });
    assert.equal(code, 2);
    assert.match(stderr, /nothing\/state\.json cannot be written/);
    assert.equal(server.seen.requests, 0);
  });
});

describe("the failures of a run with --resume", () => {
  test("are appended: the file has each failed row once", async (t) => {
    const { apply, read, readState } = await prepare(t, toNdjson(rowsOf(60)));
    const isBad = (id) => Number(id.slice(-12)) % 10 === 5;
    statusOf = ({ id }) => (server.seen.requests > 30 ? 401 : isBad(id) ? 404 : 200);
    assert.equal((await apply(...FAILURES)).code, 4);
    const { rows } = await readState("state.json");
    assert.ok(rows > 20 && rows <= 30, `${rows}`);
    statusOf = ({ id }) => (isBad(id) ? 404 : 200);
    assert.equal((await apply(...FAILURES)).code, 1);
    const expected = rowsOf(60).filter(({ id }) => isBad(id));
    assert.equal(await read("failures.ndjson"), toNdjson(expected));
  });

  test("have no row that a later run sends again", async (t) => {
    const { apply, read } = await prepare(t, toNdjson(rowsOf(40)));
    statusOf = () => 401;
    assert.equal((await apply(...FAILURES)).code, 4);
    assert.equal(await read("failures.ndjson"), "");
    statusOf = () => 200;
    assert.equal((await apply(...FAILURES)).code, 0);
    assert.equal(await read("failures.ndjson"), "");
  });

  test("are not mixed with a part of a row that a crash left", async (t) => {
    const { apply, read, write } = await prepare(t, toNdjson(rowsOf(10)));
    refuseKeyAfter(5);
    assert.equal((await apply(...FAILURES, "--concurrency", "1")).code, 4);
    await write("failures.ndjson", '{"id":"55');
    statusOf = () => 404;
    assert.equal((await apply(...FAILURES, "--concurrency", "1")).code, 1);
    assert.equal(await read("failures.ndjson"), `{"id":"55\n${toNdjson(rowsOf(5, 5))}`);
  });

  test("have the broken rows with --skip-invalid, in the order of the rows", async (t) => {
    const rows = [...rowsOf(5), { id: "x" }, ...rowsOf(5, 5)];
    const { apply, read, readState } = await prepare(t, toNdjson(rows));
    statusOf = ({ id }) => (id === idOf(2) || id === idOf(8) ? 404 : 200);
    assert.equal((await apply(...FAILURES, "--skip-invalid")).code, 1);
    const expected = [
      { id: idOf(2), name: "Name 2" },
      { id: "x" },
      { id: idOf(8), name: "Name 8" },
    ];
    assert.equal(await read("failures.ndjson"), toNdjson(expected));
    assert.equal((await readState("state.json")).rows, 11);
  });
});
