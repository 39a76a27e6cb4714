/** Long waits of a run of many updates, under sinon's fake clock. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { RateLimitError, updateIntegrations } from "odeus-integrations";
import sinon from "sinon";
import { drain, fakeClient, itemsOf } from "../../support/bulk.js";

const refusal = (retryAfterMs) =>
  new RateLimitError({ message: "made", status: 429, retryAfterMs, attempts: 1 });

/** Runs a function under a fake clock. */
async function underFakeClock(run) {
  const toFake = ["setTimeout", "clearTimeout", "performance", "Date"];
  const clock = sinon.useFakeTimers({ toFake });
  try {
    await run(clock);
    assert.equal(clock.countTimers(), 0);
  } finally {
    clock.restore();
  }
}

/** Moves the clock until a promise settles, at most by an hour. */
async function tickUntil(clock, promise) {
  let isSettled = false;
  promise.then(() => {
    isSettled = true;
  });
  for (let minute = 0; minute < 60 && !isSettled; minute += 1) await clock.tickAsync(60_000);
  assert.ok(isSettled);
  return promise;
}

describe("a long wait", () => {
  test("is as long as the API asked for, and then one request probes", () =>
    underFakeClock(async (clock) => {
      const client = fakeClient(({ number }) => {
        if (number === 0) throw refusal(120_000);
      });
      const run = updateIntegrations(client, itemsOf(3), { concurrency: 1 });
      const drained = drain(run);
      await clock.tickAsync(119_999);
      assert.equal(client.calls.length, 1);
      assert.ok(run.progress.pausedUntil >= 120_000);
      const { results } = await tickUntil(clock, drained);
      assert.equal(results.length, 3);
      assert.equal(client.calls.length, 4);
    }));

  test("without a success ends the run after maxPauseMs, and not before", () =>
    underFakeClock(async (clock) => {
      const client = fakeClient(() => Promise.reject(refusal(60_000)));
      let outcome;
      drain(updateIntegrations(client, itemsOf(3))).then((found) => {
        outcome = found;
      });
      await clock.tickAsync(299_000);
      assert.equal(outcome, undefined);
      await clock.tickAsync(2_000);
      assert.equal(outcome.error.code, "rate_limited");
    }));

  test("of a source keeps no timer", () =>
    underFakeClock(async (clock) => {
      const controller = new AbortController();
      const source = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
      const options = { signal: controller.signal };
      const drained = drain(updateIntegrations(fakeClient(), source, options));
      await clock.tickAsync(1_000_000);
      assert.equal(clock.countTimers(), 0);
      controller.abort();
      assert.equal((await drained).error.code, "aborted");
    }));

  test("does not hold back reports of the progress", () =>
    underFakeClock(async (clock) => {
      const told = [];
      const client = fakeClient(({ number }) => {
        if (number === 1) throw refusal(60_000);
      });
      const onProgress = (progress) => told.push(progress);
      const options = { onProgress, concurrency: 1 };
      const drained = drain(updateIntegrations(client, itemsOf(3), options));
      await clock.tickAsync(1_000);
      assert.ok(told.length <= 3, `${told.length} reports`);
      assert.ok(told.at(-1).pausedUntil > 60_000);
      await tickUntil(clock, drained);
      assert.equal(told.at(-1).updated, 3);
    }));
});
