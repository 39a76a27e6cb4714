/**
 * Plays the engine of a job queue for one job: calls what a block of docs/queues.md exports, and asserts what the
 * engine is told. `node queues.js inngest drop`: the job goes to the dead letters.
 */
import assert from "node:assert/strict";
import { isOdeusError } from "odeus-integrations";
import { ID } from "../support/calls.js";

const [engine, expected] = process.argv.slice(2);
const { update } = await import(`./dist/queues/${engine}.js`);
const job = { id: ID, changes: { name: "Weather" } };
const ctx = { attempt: { number: 1 } };

/** Each engine runs the job. Returns what the engine does with it. */
const ENGINES = {
  inngest: () =>
    update({ event: { data: job }, attempt: 0 }).then(done, ({ name, retryAfter, cause }) => {
      assert.ok(isOdeusError(cause), name);
      return retryAfter === undefined ? "drop" : Number(retryAfter) * 1_000;
    }),
  temporal: () =>
    update(job.id, job.changes).then(done, ({ nonRetryable, nextRetryDelay, details }) => {
      assert.ok(isOdeusError(details[0]));
      return nonRetryable ? "drop" : nextRetryDelay;
    }),
  trigger: () =>
    update.run(job, { ctx }).then(done, async (error) => {
      assert.equal(await update.catchError({ ctx, error: new TypeError("x") }), undefined);
      const { skipRetrying, retryDelayInMs } = await update.catchError({ ctx, error });
      return skipRetrying ? "drop" : retryDelayInMs;
    }),
};

const done = () => "done";
const found = await ENGINES[engine]();
if (expected === "retry") assert.ok(found >= 0 && found <= 1_000, `${found} ms`);
else assert.equal(found, expected === "halt" ? 300_000 : expected);
