/** The command apply: what is sent, what stops it, and how it ends. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import {
  makeFolder,
  parseLines,
  parseResults,
  reaching,
  rowsOf,
  runCli,
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

/** Runs apply on a file of rows, in a folder of its own. */
async function apply(t, rows, parameters = [], { env, name = "rows.ndjson" } = {}) {
  const folder = await makeFolder(t);
  await folder.write(name, typeof rows === "string" ? rows : toNdjson(rows));
  const options = { cwd: folder.path, env: { ...reaching(server), ...env } };
  const ended = await runCli(["apply", name, ...parameters], options);
  return { ...ended, folder };
}

describe("apply", () => {
  test("makes the update of each row, and shows each one", async (t) => {
    const { code, stdout, stderr } = await apply(t, rowsOf(30));
    assert.equal(code, 0, stderr);
    assert.equal(server.seen.updates.length, 30);
    const lines = stdout.trimEnd().split("\n").sort();
    assert.equal(lines.length, 30);
    assert.equal(lines[4], `updated  ${idOf(4)} line 5`);
    assert.equal(stderr, "30 rows: 30 updated, 0 failed.\n");
  });

  test("writes a result for each row, and a summary with the progress, as JSON", async (t) => {
    const { code, stdout } = await apply(t, rowsOf(5), ["--json", "--quiet"]);
    assert.equal(code, 0);
    const { results, summary } = parseResults(stdout);
    results.sort((one, other) => one.line - other.line);
    assert.deepEqual(results[2], {
      type: "result",
      line: 3,
      id: idOf(2),
      status: "updated",
      attempts: 1,
      integration: { id: idOf(2), name: "Name 2", description: "" },
    });
    const { ratePerSecond, etaMs, ...counts } = summary;
    assert.equal(typeof ratePerSecond, "number");
    assert.deepEqual(counts, {
      type: "summary",
      read: 5,
      updated: 5,
      failed: 0,
      skipped: 0,
      invalid: 0,
      retries: 0,
      inFlight: 0,
      checkpoint: 5,
      total: 5,
    });
  });

  test("says nothing on standard error with --quiet, if all is done", async (t) => {
    const { code, stderr } = await apply(t, rowsOf(5), ["--quiet"]);
    assert.deepEqual([code, stderr], [0, ""]);
  });

  test("ends with 0 for an empty file", async (t) => {
    assert.equal((await apply(t, "")).code, 0);
  });

  test("ends with 1 if a row fails, and says where, also with --quiet", async (t) => {
    statusOf = ({ id }) => (id === idOf(3) ? 404 : 200);
    const { code, stdout, stderr } = await apply(t, rowsOf(5), ["--quiet"]);
    assert.equal(code, 1);
    assert.match(stdout, RegExp(`failed {3}${idOf(3)} line 4: .*The API answered 404`));
    assert.match(
      stderr,
      /5 rows: 4 updated, 1 failed\.\nThe first row that failed is at rows\.ndjson:4\./,
    );
  });

  test("writes the error of a failed row as JSON", async (t) => {
    statusOf = () => 404;
    const { stdout } = await apply(t, rowsOf(1), ["--json"]);
    const { results, summary } = parseResults(stdout);
    assert.equal(results[0].status, "failed");
    assert.deepEqual([results[0].error.code, results[0].error.status], ["not_found", 404]);
    assert.deepEqual([summary.updated, summary.failed], [0, 1]);
  });

  test("makes at most --concurrency requests at once", async (t) => {
    await server.close();
    let open = 0;
    let most = 0;
    server = await startLimited({
      delayMs: 5,
      statusOf: () => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
        }, 4);
        return 200;
      },
    });
    const { code } = await apply(t, rowsOf(40), ["--concurrency", "2"]);
    assert.equal(code, 0);
    assert.ok(most <= 2, `${most}`);
  });

  test("stops after --max-failures, and ends with 1", async (t) => {
    statusOf = () => 404;
    const { code, stdout, stderr } = await apply(t, rowsOf(500), ["--max-failures", "3", "--json"]);
    assert.equal(code, 1);
    assert.match(stderr, /The run stopped early: .*404/);
    const { results, summary } = parseResults(stdout);
    assert.ok(summary.failed >= 3 && summary.failed < 20, `${summary.failed}`);
    assert.equal(results.length, summary.read);
  });

  test("stops at a wrong key, and ends with 4", async (t) => {
    statusOf = () => 401;
    const { code, stderr } = await apply(t, rowsOf(500));
    assert.equal(code, 4);
    assert.match(stderr, /The run stopped early: .*401/);
    assert.ok(server.seen.requests < 20);
  });
});

describe("a file with a broken row", () => {
  const rows = [...rowsOf(20), BROKEN, ...rowsOf(20, 20)];

  test("sends nothing, and ends with 2", async (t) => {
    for (const json of [[], ["--json"]]) {
      const { code, stderr } = await apply(t, rows, [...json, "--failures", "failures.ndjson"]);
      assert.equal(code, 2);
      assert.match(stderr, /One row is broken, at rows\.ndjson:21\. Nothing was sent\./);
      assert.match(stderr, /add --skip-invalid/);
      assert.equal(server.seen.requests, 0);
    }
  });

  test("sends the other rows with --skip-invalid, and ends with 1", async (t) => {
    const parameters = ["--skip-invalid", "--failures", "failures.ndjson", "--json"];
    const { code, stdout, stderr, folder } = await apply(t, rows, parameters);
    assert.equal(code, 1);
    assert.match(stderr, /41 rows: 40 updated, 0 failed, 1 broken\./);
    assert.equal(server.seen.updates.length, 40);
    const { results, summary } = parseResults(stdout);
    const invalid = results.filter(({ status }) => status === "invalid");
    assert.deepEqual([invalid.length, invalid[0].line, invalid[0].id], [1, 21, "x"]);
    assert.deepEqual([summary.read, summary.invalid, summary.updated], [41, 1, 40]);
    assert.equal(await folder.read("failures.ndjson"), toNdjson([BROKEN]));
  });
});

describe("--dry-run", () => {
  test("needs no key, sends nothing, writes no file, and says what would be sent", async (t) => {
    const parameters = ["--dry-run", "--resume", "state.json", "--failures", "failures.ndjson"];
    const env = { ODEUS_API_KEY: "" };
    const { code, stdout, stderr, folder } = await apply(t, rowsOf(2), parameters, { env });
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      `would update  ${idOf(0)} line 1: name\nwould update  ${idOf(1)} line 2: name\n`,
    );
    assert.equal(stderr, "2 rows, no problem found. Nothing was sent.\n");
    assert.equal(server.seen.requests, 0);
    for (const file of ["state.json", "failures.ndjson"]) await assert.rejects(folder.read(file));
  });

  test("writes a result for each row as JSON, and ends with 2 if one is broken", async (t) => {
    const { code, stdout } = await apply(t, [...rowsOf(2), BROKEN], ["--dry-run", "--json"]);
    assert.equal(code, 2);
    const { results, summary } = parseResults(stdout);
    assert.deepEqual(
      results.map(({ line, status }) => `${line} ${status}`),
      ["1 valid", "2 valid", "3 invalid"],
    );
    assert.deepEqual([summary.read, summary.skipped, summary.invalid], [3, 2, 1]);
  });
});

describe("--failures", () => {
  test("gets the failed rows as they were, and is input for another run", async (t) => {
    statusOf = ({ id }) => (id === idOf(3) || id === idOf(7) ? 404 : 200);
    const first = await apply(t, rowsOf(10), ["--failures", "failures.ndjson"]);
    assert.equal(first.code, 1);
    const failed = parseLines(await first.folder.read("failures.ndjson"));
    assert.deepEqual(failed.map(({ id }) => id).sort(), [idOf(3), idOf(7)]);
    statusOf = () => 200;
    const options = { cwd: first.folder.path, env: reaching(server) };
    const second = await runCli(["apply", "failures.ndjson"], options);
    assert.equal(second.code, 0);
    assert.equal(server.seen.updates.length, 10);
  });

  test("gets the failed rows of CSV as NDJSON", async (t) => {
    statusOf = () => 404;
    const content = `id,color,name\n${idOf(1)},,"a\nb"\n`;
    const parameters = ["--failures", "failures.ndjson"];
    const { folder } = await apply(t, content, parameters, { name: "rows.csv" });
    const expected = toNdjson([{ id: idOf(1), name: "a\nb" }]);
    assert.equal(await folder.read("failures.ndjson"), expected);
  });

  test("is empty if nothing failed, whatever it had before", async (t) => {
    const folder = await makeFolder(t);
    await folder.write("rows.ndjson", toNdjson(rowsOf(2)));
    await folder.write("failures.ndjson", "of an earlier run\n");
    const options = { cwd: folder.path, env: reaching(server) };
    const parameters = ["apply", "rows.ndjson", "--failures", "failures.ndjson"];
    assert.equal((await runCli(parameters, options)).code, 0);
    assert.equal(await folder.read("failures.ndjson"), "");
  });

  test("that cannot be written ends the program with 2 before anything is sent", async (t) => {
    const { code, stderr } = await apply(t, rowsOf(2), ["--failures", "nothing/failures.ndjson"]);
    assert.equal(code, 2);
    assert.match(stderr, /nothing\/failures\.ndjson cannot be written/);
    assert.equal(server.seen.requests, 0);
  });
});

test("rows of the same integration are sent in their order", async (t) => {
  const rows = Array.from({ length: 50 }, (_, number) => ({ id: idOf(1), name: `${number}` }));
  const { code } = await apply(t, rows);
  assert.equal(code, 0);
  const sent = server.seen.updates.map(({ changes }) => Number(changes.name));
  assert.deepEqual(sent, [...Array(50).keys()]);
});
