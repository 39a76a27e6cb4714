/** Runs retries of a call on sinon's fake clock, so that a test does not wait. */
import assert from "node:assert/strict";
import sinon from "sinon";

/**
 * Runs a step with fake timers, and asserts that the step leaves no timer behind. `nextRetry`
 * resolves when the next attempt has failed and its wait is over.
 * @param {(clock: { onAttempt: (event: any) => void, nextRetry: () => Promise<void> })
 *   => Promise<void>} step
 */
export async function withFakeTimers(step) {
  const clock = sinon.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  let failed;
  let onAttempt;
  const expectAttempt = () => {
    failed = new Promise((resolve) => {
      onAttempt = resolve;
    });
  };
  expectAttempt();
  const nextRetry = async () => {
    const { retryDelayMs } = await failed;
    assert.equal(typeof retryDelayMs, "number", "another attempt follows");
    expectAttempt();
    await clock.tickAsync(retryDelayMs);
  };
  try {
    await step({ onAttempt: (event) => onAttempt(event), nextRetry });
    assert.equal(clock.countTimers(), 0, "a timer was left behind");
  } finally {
    clock.restore();
  }
}
