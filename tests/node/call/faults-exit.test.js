/** A fault leaves nothing behind: no unhandled rejection, no warning, no open handle. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { UPDATED } from "../../support/calls.js";
import { runProgram } from "../../support/child.js";
import { connect } from "../../support/control.js";
import { start as startFaults } from "../../support/servers/faulty/server.js";
import { start as startScripted } from "../../support/servers/scripted/server.js";

const PROGRAM = fileURLToPath(new URL("../../support/faults/program.js", import.meta.url));
const PROMPTLY_MS = 5_000;

/** Runs the program. `endedAt` is the time when it ended. */
async function meet(baseUrls) {
  const parameters = ["--trace-warnings", PROGRAM, ...baseUrls];
  const ended = await runProgram(process.execPath, parameters, { timeout: 30_000 });
  return { ...ended, endedAt: Date.now() };
}

function assertClean({ code, stdout, stderr, endedAt }) {
  assert.equal(stderr, "");
  assert.equal(code, 0);
  const { codes, active, settledAt } = JSON.parse(stdout);
  assert.deepEqual(active, [], "timers after the last call");
  assert.ok(endedAt - settledAt < PROMPTLY_MS, `ended ${endedAt - settledAt} ms after the calls`);
  return codes;
}

describe("a process whose calls have settled ends by itself and prints nothing", () => {
  const servers = [];
  let faults;
  let scripted;
  let names;

  before(async () => {
    servers.push(await startFaults(), await startScripted());
    const [faultsUrl, scriptedUrl] = servers.map(({ url }) => url);
    ({ faults, scripted } = connect({ faultsUrl, scriptedUrl }));
    names = await faults.names();
  });
  after(() => Promise.all(servers.map((server) => server.close())));

  for (const on of ["first", "every"]) {
    test(`after each fault on the ${on} attempt`, async () => {
      const scenarios = await Promise.all(names.map((fault) => faults.scenario({ fault, on })));
      const codes = assertClean(await meet(scenarios.map(({ baseUrl }) => baseUrl)));
      assert.equal(codes.length, names.length);
      assert.ok(!codes.includes("internal_error"));
    });
  }

  test("after each fault in a 503", async () => {
    const options = { status: 503 };
    const scenarios = await Promise.all(names.map((fault) => faults.scenario({ fault, options })));
    assertClean(await meet(scenarios.map(({ baseUrl }) => baseUrl)));
  });

  test("after good answers on connections that the server keeps open", async () => {
    const { baseUrl } = await scripted.scenario(UPDATED);
    assert.deepEqual(assertClean(await meet(Array(20).fill(baseUrl))), Array(20).fill("ok"));
  });
});
