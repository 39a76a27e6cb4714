/** A run with --resume that is killed at any moment loses nothing, and repeats nothing that is settled. */
import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { idOf } from "../support/bulk.js";
import { makeFolder, parseLines, reaching, rowsOf, startCli, toNdjson } from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";

const ROWS = 4_000;
const KILLS = 20;

/** The longest time between the first request of a run and its end, in milliseconds. */
const LONGEST_MS = 1_400;

const numberOf = (id) => Number(id.slice(-12));
const fails = (number) => number % 50 === 7;

/**
 * A server that lists every request by the number of its row. Some rows need a second request, some
 * fail, and the answers come in another order than the requests.
 */
async function startRecorder() {
  const requests = [];
  const refused = new Set();
  let onRequest = () => {};
  const server = await startLimited({
    delayMs: 15,
    statusOf({ id }) {
      const number = numberOf(id);
      requests.push(number);
      onRequest();
      if (fails(number)) return 404;
      if (number % 23 !== 11 || refused.has(number)) return 200;
      refused.add(number);
      return 503;
    },
  });
  const firstRequest = () =>
    new Promise((resolve) => {
      onRequest = resolve;
    });
  return { ...server, requests, firstRequest };
}

describe("SIGKILL", () => {
  test(`at ${KILLS} random moments, each followed by a new run, leaves every row updated`, async (t) => {
    const folder = await makeFolder(t);
    await folder.write("rows.ndjson", toNdjson(rowsOf(ROWS)));
    const server = await startRecorder();
    t.after(() => server.close());
    const run = (concurrency) =>
      startCli(
        [
          ...["apply", "rows.ndjson", "--quiet", "--concurrency", concurrency],
          ...["--resume", "state.json", "--failures", "failures.ndjson"],
        ],
        { cwd: folder.path, env: reaching(server) },
      );
    const updated = () => new Set(server.seen.updates.map(({ id }) => numberOf(id)));
    let settled = 0;
    /** Asserts that the state is right, and that a run sent nothing that an earlier state had. */
    const check = async (firstRequest) => {
      const sent = server.requests.slice(firstRequest);
      const repeated = sent.filter((number) => number < settled);
      assert.deepEqual(repeated, [], `rows before ${settled}`);
      const { rows } = await folder.readState("state.json");
      assert.ok(rows >= settled, `${rows} after ${settled}`);
      settled = rows;
      const done = updated();
      const failures = parseLines(await folder.read("failures.ndjson"));
      const failed = new Set(failures.map(({ id }) => numberOf(id)));
      for (let number = 0; number < rows; number += 1) {
        const isSettled = fails(number) ? failed.has(number) : done.has(number);
        assert.ok(isSettled, `row ${number} of ${rows}`);
      }
    };

    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = server.requests.length;
      const begun = server.firstRequest();
      const { child, ended } = run("4");
      await begun;
      await delay(Math.random() * LONGEST_MS);
      child.kill("SIGKILL");
      assert.equal((await ended).code, "SIGKILL", "the run was not at its end");
      // What the killed run had sent arrives before the next run begins.
      await delay(50);
      await check(before);
    }
    assert.ok(settled > 0 && settled < ROWS, `${settled}`);

    const before = server.requests.length;
    const { child, ended } = run("64");
    child.stdin.end();
    const { code, stderr } = await ended;
    assert.equal(code, 1, stderr);
    await check(before);
    assert.equal(settled, ROWS);
    const done = updated();
    const expected = rowsOf(ROWS).map(({ id }) => numberOf(id));
    assert.deepEqual(
      expected.filter((number) => !done.has(number)),
      expected.filter(fails),
    );
    await assert.rejects(access(folder.fileOf("state.json.next")));
  });

  test("before the first state was written begins a new run, with a new file of failures", async (t) => {
    const folder = await makeFolder(t);
    await folder.write("rows.ndjson", toNdjson(rowsOf(3)));
    await folder.write("state.json.next", "half of a st");
    await folder.write("failures.ndjson", toNdjson([{ id: idOf(1) }]));
    const server = await startLimited();
    t.after(() => server.close());
    const parameters = ["--resume", "state.json", "--failures", "failures.ndjson"];
    const { child, ended } = startCli(["apply", "rows.ndjson", ...parameters], {
      cwd: folder.path,
      env: reaching(server),
    });
    child.stdin.end();
    assert.equal((await ended).code, 0);
    assert.equal(await folder.read("failures.ndjson"), "");
    assert.equal((await folder.readState("state.json")).rows, 3);
  });
});
