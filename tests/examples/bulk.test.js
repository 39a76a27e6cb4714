/** The examples of many updates: from a CSV file, and after a crash. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { idOf } from "../support/bulk.js";
import { KEY } from "../support/calls.js";
import { runProgram } from "../support/child.js";
import { startLimited } from "../support/servers/limited.js";
import { copyExample, versionOf } from "./example.js";

/** The id of an integration that does not exist. */
const UNKNOWN = idOf(404);

let server;
let env;

/** Starts the API, and makes the examples use it. `UNKNOWN` is 404 there. */
async function startApi({ onRequest = () => 200, ...limits } = {}) {
  const statusOf = ({ id }) => (id === UNKNOWN ? 404 : onRequest());
  server = await startLimited({ ...limits, statusOf });
  env = { ODEUS_API_KEY: KEY, ODEUS_BASE_URL: server.url };
}

afterEach(() => server.close());

describe(`the CSV file, read by csv-parse ${versionOf("csv-parse")}`, () => {
  let cwd;

  beforeEach(async () => {
    cwd = copyExample("bulk-csv");
    await startApi();
  });

  const rename = (...parameters) =>
    runProgram(process.execPath, ["rename.js", ...parameters], { cwd, env });

  test("renames the integrations of its rows, and leaves a row without a name out", async () => {
    const { code, stdout, stderr } = await rename();
    assert.deepEqual([code, stdout, stderr], [0, "2 renamed, 0 failed, 0 skipped\n", ""]);
    assert.deepEqual(server.seen.updates.map(({ changes }) => changes.name).sort(), [
      "Forecast, seven days",
      "Weather",
    ]);
  });

  test("gives a message with the line of each row that fails", async () => {
    const rows = ["id,name", `${idOf(1)},Rain`, "wrong,Rain", `${UNKNOWN},Rain`];
    writeFileSync(join(cwd, "rows.csv"), `\ufeff${rows.join("\r\n")}`);
    const { code, stdout, stderr } = await rename("rows.csv");
    assert.deepEqual([code, stdout], [1, "1 renamed, 2 failed, 0 skipped\n"]);
    assert.match(stderr, /^rows\.csv:3: .*UUID/m);
    assert.match(stderr, /^rows\.csv:4: .*404/m);
  });

  const broken = [
    ["a column is missing", `id,title\n${idOf(1)},Rain\n`, /no column "name"/],
    ["a row is too long", `id,name\n${idOf(1)},Rain,Snow\n`, /line 2/],
    ["there is no file", undefined, /ENOENT.*rows\.csv/],
  ];
  for (const [what, text, message] of broken) {
    test(`stops the program with a message if ${what}`, async () => {
      if (text !== undefined) writeFileSync(join(cwd, "rows.csv"), text);
      const { code, stdout, stderr } = await rename("rows.csv");
      assert.deepEqual([code, stdout], [1, "0 renamed, 0 failed, 0 skipped\n"]);
      assert.match(stderr, message);
      assert.equal(server.seen.requests, 0);
    });
  }
});

describe("the run that resumes", () => {
  const ROWS = 400;
  const updates = Array.from({ length: ROWS }, (_, number) => ({
    id: number === 30 ? UNKNOWN : idOf(1_000 + number),
    changes: { name: String(number) },
  }));
  let cwd;

  beforeEach(() => {
    cwd = copyExample("bulk-resume");
  });

  const file = (name) => join(cwd, name);
  const readCheckpoint = () => JSON.parse(readFileSync(file("rows.json.state"), "utf8")).checkpoint;
  const resume = (name) => runProgram(process.execPath, ["resume.js", name], { cwd, env });
  const madeNames = () => server.seen.updates.map(({ changes }) => Number(changes.name));

  test("makes every update, and none before the checkpoint twice, though it is killed three times", async () => {
    let child;
    let requestsLeft;
    await startApi({
      perSecond: 150,
      burst: 20,
      delayMs: 5,
      onRequest() {
        requestsLeft -= 1;
        if (requestsLeft === 0) child.kill("SIGKILL");
        return 200;
      },
    });
    writeFileSync(file("rows.json"), JSON.stringify(updates));

    let checkpoint = 0;
    for (const requests of [100, 90, 110]) {
      requestsLeft = requests;
      const made = madeNames().length;
      child = spawn(process.execPath, ["resume.js", "rows.json"], { cwd, env, stdio: "ignore" });
      const [, signal] = await once(child, "exit");
      assert.equal(signal, "SIGKILL");
      assertFrom(checkpoint, madeNames().slice(made));
      assert.ok(readCheckpoint() > checkpoint, `${readCheckpoint()} after ${checkpoint}`);
      checkpoint = readCheckpoint();
    }
    const made = madeNames().length;
    const { code, stdout, stderr } = await resume("rows.json");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\d+ updated, \d failed\n$/);
    assertFrom(checkpoint, madeNames().slice(made));

    assert.equal(new Set(madeNames()).size, ROWS - 1);
    assert.equal(readCheckpoint(), ROWS);
    const failures = readFileSync(file("rows.json.failures"), "utf8").trim().split("\n");
    for (const { id, error } of failures.map((line) => JSON.parse(line))) {
      assert.deepEqual([id, error.code], [UNKNOWN, "not_found"]);
    }
  });

  /** Asserts that no update of a run is before the checkpoint at which the run began. */
  function assertFrom(checkpoint, names) {
    assert.ok(Math.min(...names) >= checkpoint, `${Math.min(...names)} is before ${checkpoint}`);
  }

  test("does nothing if all is done, and refuses a file that was changed", async () => {
    await startApi();
    const first = await resume("updates.json");
    assert.deepEqual([first.code, first.stdout], [0, "2 updated, 0 failed\n"]);
    const second = await resume("updates.json");
    assert.deepEqual([second.code, second.stdout], [0, "0 updated, 0 failed\n"]);
    assert.equal(server.seen.requests, 2);
    writeFileSync(file("updates.json"), "[]");
    const third = await resume("updates.json");
    assert.equal(third.code, 1);
    assert.match(third.stderr, /updates\.json is not the file of updates\.json\.state/);
  });

  test("makes the items again that failed only because the run stopped", async () => {
    let status = 401;
    await startApi({ onRequest: () => status });
    writeFileSync(file("rows.json"), JSON.stringify(updates.slice(0, 3)));
    const stopped = await resume("rows.json");
    assert.equal(stopped.code, 1);
    assert.match(stopped.stderr, /AuthenticationError/);
    assert.equal(readCheckpoint(), 0);
    assert.ok(!existsSync(file("rows.json.failures")));
    status = 200;
    const { stdout } = await resume("rows.json");
    assert.equal(stdout, "3 updated, 0 failed\n");
  });
});
