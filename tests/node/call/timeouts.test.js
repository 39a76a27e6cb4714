/** The default deadlines, by a fake clock. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import sinon from "sinon";
import { answering, silence } from "../../support/answering.js";
import { ID, KEY } from "../../support/calls.js";

describe("by default", () => {
  const { random } = Math;
  let clock;

  beforeEach(() => {
    clock = sinon.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "performance", "Date"],
    });
    // The longest waits that there can be.
    Math.random = () => 1 - Number.EPSILON;
  });

  afterEach(() => {
    clock.restore();
    Math.random = random;
  });

  /** Starts a call that is never answered. */
  function start(options = {}) {
    const { fetch, requests } = answering(silence);
    const events = [];
    const onAttempt = (event) => events.push(event);
    const client = new OdeusClient({ apiKey: KEY, fetch, onAttempt, ...options });
    const call = { requests, events };
    client.updateIntegration(ID, {}).catch((error) => {
      call.error = error;
    });
    return call;
  }

  test("an attempt has 9 seconds", async () => {
    const call = start();
    await clock.tickAsync(8_999);
    assert.equal(call.events.length, 0);
    await clock.tickAsync(1);
    assert.deepEqual(
      call.events.map(({ attempt, code }) => [attempt, code]),
      [[1, "timed_out"]],
    );
  });

  test("three attempts and their longest waits fit into the call's time", async () => {
    const call = start();
    // Fake timers take whole milliseconds, so each wait may be one too short.
    await clock.tickAsync(28_490);
    assert.equal(call.error, undefined);
    await clock.tickAsync(10);
    assert.equal(call.requests.length, 3);
    const { code, attempts, timeoutMs, applied, retryable } = call.error;
    assert.deepEqual(
      { code, attempts, timeoutMs, applied, retryable },
      { code: "timed_out", attempts: 3, timeoutMs: 9_000, applied: "unknown", retryable: true },
    );
  });

  test("a call has 30 seconds", async () => {
    const call = start({ maxRetries: 10, attemptTimeoutMs: 100_000 });
    await clock.tickAsync(29_999);
    assert.equal(call.error, undefined);
    await clock.tickAsync(1);
    const { code, attempts, timeoutMs, applied, retryable } = call.error;
    assert.deepEqual(
      { code, attempts, timeoutMs, applied, retryable },
      { code: "timed_out", attempts: 1, timeoutMs: 30_000, applied: "unknown", retryable: true },
    );
  });

  test("a call's last attempt has what is left of its 30 seconds", async () => {
    const call = start({ maxRetries: 3, attemptTimeoutMs: 12_000 });
    await clock.tickAsync(30_000);
    const { attempts, timeoutMs } = call.error;
    assert.deepEqual({ attempts, timeoutMs }, { attempts: 3, timeoutMs: 30_000 });
  });
});
