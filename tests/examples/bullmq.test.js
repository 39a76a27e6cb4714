/**
 * The example of BullMQ on Redis. Its workers run in processes of their own.
 *
 * What BullMQ allows while the gate is closed: a job that was taken before goes on. Every request at a closed
 * server is refused, and then its slot takes no job before the gate opens. So each worker makes at most one
 * request for each of its slots.
 */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { KEY } from "../support/calls.js";
import {
  assertAllSettled,
  assertGateWasClosed,
  assertNewestLast,
  countsOf,
  environmentOf,
  JOBS,
  startOdeus,
} from "./engines/jobs.js";
import { startProgram, until } from "./engines/program.js";
import { startRedis } from "./engines/redis.js";
import { copyExample, versionOf } from "./example.js";

const SLOTS = 4;
/** Short times, so that the test is short. A pause of the server is one second. */
const SHORT = { MAX_DELAY_MS: "1200", MAX_ATTEMPTS: "12", LOCK_MS: "3000" };
/** A test that hangs ends with an error. */
const LIMIT = { timeout: 120_000 };

describe(`BullMQ ${versionOf("bullmq")} on Redis`, LIMIT, () => {
  let folder;
  let server;
  let redis;
  let queue;
  let odeus;
  let workers;

  before(async () => {
    folder = copyExample("bullmq");
    server = await startRedis();
    redis = new Redis(server.url, { maxRetriesPerRequest: null });
  });

  after(async () => {
    await redis.quit();
    await server.close();
  });

  beforeEach(async () => {
    await redis.flushall();
    queue = new Queue("odeus-updates", { connection: redis });
    odeus = await startOdeus();
    workers = [];
  });

  afterEach(async () => {
    await Promise.all(workers.map(({ kill }) => kill()));
    await odeus.close();
    await queue.close();
  });

  const environment = (worker) => ({
    ...SHORT,
    ...environmentOf(odeus, worker),
    REDIS_URL: server.url,
    CONCURRENCY: String(SLOTS),
  });

  function startWorker(name, env = {}) {
    const worker = startProgram(process.execPath, ["worker.js"], {
      cwd: folder,
      env: { ...environment(name), ...env },
    });
    workers.push(worker);
    return worker;
  }

  /** Adds jobs by the function of the example. */
  async function enqueue(jobs) {
    const source = `import { enqueue, queue, redis } from "./queue.js";
      for (const { id, changes, version } of ${JSON.stringify(jobs)}) {
        await enqueue(id, changes, version);
      }
      await queue.close();
      await redis.quit();`;
    const parameters = ["--input-type=module", "--eval", source];
    const program = startProgram(process.execPath, parameters, {
      cwd: folder,
      env: environment("producer"),
    });
    await until(() => program.child.exitCode === 0, program.output);
  }

  const describeState = async () =>
    `${JSON.stringify(await queue.getJobCounts())}\n${workers.map(({ output }) => output())}`;

  const untilSettled = () =>
    until(async () => {
      const { completed, failed, ...open } = await queue.getJobCounts();
      return completed + failed > 0 && Object.values(open).every((count) => count === 0);
    }, describeState);

  /** The jobs that are done, and the dead letters with their errors. */
  async function readEnd() {
    return {
      done: (await queue.getCompleted()).map(({ data }) => data),
      dead: (await queue.getFailed()).map(({ data, failedReason }) => ({
        ...data,
        error: JSON.parse(failedReason),
      })),
    };
  }

  test("two workers share one gate, and no job is lost when one of them is killed", async (t) => {
    await enqueue(JOBS);
    const first = startWorker("first");
    const second = startWorker("second");
    await until(() => odeus.seen.requests > 60, describeState);
    await odeus.hold("second");
    await second.kill();
    startWorker("third");
    await untilSettled();
    const end = await readEnd();
    t.diagnostic(countsOf(odeus.seen, end));
    assertAllSettled(end);
    assertNewestLast(odeus.seen);
    assertGateWasClosed(odeus.seen, SLOTS);
    assert.equal(first.output(), "");
  });

  test("a wrong key pauses the queue, and no job is lost", async () => {
    const jobs = JOBS.slice(1, 11);
    await enqueue(jobs);
    const broken = startWorker("broken", { ODEUS_API_KEY: `${KEY}-wrong` });
    await until(() => queue.isPaused(), describeState);
    await until(async () => (await queue.getActiveCount()) === 0, describeState);
    assert.equal(await queue.getFailedCount(), 0);
    await broken.kill();
    assert.match(broken.output(), /authentication_failed/);
    startWorker("mended");
    await queue.resume();
    await untilSettled();
    const ids = (await queue.getCompleted()).map(({ data }) => data.id);
    const dead = (await queue.getFailed()).map(({ data }) => data.id);
    assert.deepEqual([...ids, ...dead].sort(), jobs.map(({ id }) => id).sort());
  });

  test("an update that arrives again after a newer one makes no request", async () => {
    const [, { id }] = JOBS;
    startWorker("only");
    await enqueue([{ id, changes: { description: "2" }, version: 2 }]);
    await untilSettled();
    await enqueue([{ id, changes: { description: "1" }, version: 1 }]);
    await until(async () => (await queue.getCompletedCount()) === 2, describeState);
    const results = (await queue.getCompleted()).map(({ data, returnvalue }) => ({
      version: data.version,
      result: returnvalue,
    }));
    assert.deepEqual(
      results.sort((one, other) => one.version - other.version),
      [
        { version: 1, result: "stale" },
        { version: 2, result: "updated" },
      ],
    );
    assert.deepEqual(
      odeus.seen.updates.map(({ changes }) => changes.description),
      ["2"],
    );
  });
});
