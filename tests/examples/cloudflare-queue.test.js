/**
 * The example of Cloudflare Queues. wrangler bundles it as for a deployment, and workerd runs it.
 *
 * What the example allows while the gate is closed: a consumer asks the gate once a batch, and makes one
 * request at a time. Its first request at a closed server is refused, and then its batch is over. So each
 * consumer makes at most one request.
 *
 * miniflare keeps the messages in memory, so a restart of it would lose them. Therefore a consumer is ended by
 * an error in the middle of its batch.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { KEY } from "../support/calls.js";
import { startCloudflare } from "./engines/cloudflare.js";
import {
  assertAllSettled,
  assertGateWasClosed,
  assertNewestLast,
  countsOf,
  environmentOf,
  JOBS,
  startOdeus,
} from "./engines/jobs.js";
import { until } from "./engines/program.js";
import { copyExample, versionOf } from "./example.js";
import { bundleWorker } from "./workers.js";

/** Short times, so that the test is short. A pause of the server is one second. */
const SHORT = { MAX_ATTEMPTS: 10, MAX_DELAY_SECONDS: 1 };

describe(`Cloudflare Queues, by miniflare of wrangler ${versionOf("wrangler")}`, () => {
  const persist = mkdtempSync(join(tmpdir(), "odeus-cloudflare-"));
  let folder;
  let modules;
  let odeus;
  let cloudflare;

  before(async () => {
    folder = copyExample("cloudflare-queue");
    modules = await bundleWorker(folder);
  });

  after(() => rmSync(persist, { recursive: true }));

  beforeEach(async () => {
    odeus = await startOdeus();
  });

  afterEach(async () => {
    await cloudflare.close();
    await odeus.close();
  });

  async function start(names, options = {}) {
    const environment = (name) => ({ ...SHORT, ...environmentOf(odeus, name), ...options.env });
    const consumers = Object.fromEntries(names.map((name) => [name, environment(name)]));
    cloudflare = await startCloudflare({ folder, modules, consumers, ...options });
  }

  async function send(name, jobs) {
    const { status } = await cloudflare.send(name, jobs);
    assert.equal(status, 202);
  }

  /** The jobs that are done, and the dead letters. A dead letter may be there twice. */
  function readEnd() {
    const letters = cloudflare.deadLetters.map((letter) => [
      `${letter.id} ${letter.version}`,
      letter,
    ]);
    return { done: cloudflare.done, dead: [...new Map(letters).values()] };
  }

  const describeState = () => `${countsOf(odeus.seen, readEnd())}\n${cloudflare.log()}`;

  const untilSettled = (count) =>
    until(() => {
      const { done, dead } = readEnd();
      return done.length + dead.length >= count;
    }, describeState);

  test("two consumers share one gate, and no job is lost when one of them ends in the middle of a batch", async (t) => {
    await start(["first", "second"]);
    await send(
      "first",
      JOBS.filter((_, index) => index % 2 === 0),
    );
    await send(
      "second",
      JOBS.filter((_, index) => index % 2 === 1),
    );
    await until(() => odeus.seen.requests > 60, describeState);
    await odeus.hold("second");
    cloudflare.crash("second");
    await untilSettled(JOBS.length);
    const end = readEnd();
    t.diagnostic(countsOf(odeus.seen, end));
    assert.notDeepEqual(cloudflare.failed, [], "the consumer did not end in the middle of a batch");
    assertAllSettled(end);
    const failed = end.dead.filter(({ error }) => error.code === "server_error");
    assert.equal(failed.length, 4, "every job that fails for ever is a dead letter");
    assertNewestLast(odeus.seen);
    assertGateWasClosed(odeus.seen, 1);
  });

  test("a wrong key closes the gate, and no job gets to the dead letters", async () => {
    const jobs = JOBS.slice(1, 31);
    const env = { ODEUS_API_KEY: `${KEY}-wrong`, MAX_DELAY_SECONDS: 900 };
    await start(["only"], { env });
    await send("only", jobs);
    await until(() => cloudflare.log().includes("authentication_failed"), describeState);
    assert.deepEqual(cloudflare.done, []);
    assert.deepEqual(cloudflare.deadLetters, []);
  });

  test("an update that arrives again after a newer one makes no request, also after a restart", async () => {
    const [, { id }] = JOBS;
    await start(["only"], { persist });
    await send("only", [{ id, changes: { description: "2" }, version: 2 }]);
    await untilSettled(1);
    await cloudflare.close();
    await start(["only"], { persist });
    await send("only", [{ id, changes: { description: "1" }, version: 1 }]);
    await untilSettled(1);
    const updates = odeus.seen.updates.map(({ changes }) => changes.description);
    assert.deepEqual(updates, ["2"]);
    assert.deepEqual(cloudflare.deadLetters, []);
  });

  test("the producer queues no broken update, and says what is wrong with it", async () => {
    await start(["only"]);
    const jobs = [
      { id: JOBS[1].id, changes: { color: "#fff" }, version: 1 },
      { id: "x", changes: { color: "blue" } },
      null,
    ];
    const answer = await cloudflare.send("only", jobs);
    assert.equal(answer.status, 422);
    const { issues } = await answer.json();
    assert.deepEqual([...new Set(issues.map(({ index }) => index))], [1, 2]);
    assert.deepEqual(
      issues.filter(({ index }) => index === 1).map(({ message }) => message.split(" ")[0]),
      ["integrationId", "color", "version"],
    );
    assert.equal((await cloudflare.send("only", {})).status, 400);
    assert.deepEqual(cloudflare.done, []);
  });
});
