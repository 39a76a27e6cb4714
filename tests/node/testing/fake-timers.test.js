/** The Odeus for tests under fake timers: hours pass, and no test waits. */
import assert from "node:assert/strict";
import { afterEach, before, describe, mock, test } from "node:test";
import { OdeusClient, updateIntegrations } from "odeus-integrations";
import { createFakeOdeus, fault } from "odeus-integrations/testing";
import { ID } from "../../support/calls.js";
import { evaluate } from "../../support/child.js";

/** The longest time that a test may take. */
const QUICK_MS = 5_000;

const realNow = performance.now.bind(performance);

/** Advances the fake clock in steps until a promise has settled. */
async function advanceUntil(promise, stepMs) {
  let isOpen = true;
  const settled = promise.finally(() => {
    isOpen = false;
  });
  settled.catch(() => {});
  while (isOpen) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isOpen) mock.timers.tick(stepMs);
  }
  return settled;
}

/** Asserts that a step takes little real time. */
async function assertQuick(step) {
  const startedAt = realNow();
  await step();
  assert.ok(realNow() - startedAt < QUICK_MS);
}

function clientOf(fake, options) {
  return new OdeusClient({ apiKey: "test-key", fetch: fake.fetch, ...options });
}

describe("the Odeus for tests with the timers of node:test", { timeout: 60_000 }, () => {
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  function useFakeTimers() {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    mock.method(performance, "now", () => Date.now());
  }

  test("a call waits as long as the API asks", () =>
    assertQuick(async () => {
      useFakeTimers();
      const fake = createFakeOdeus().next(fault.rateLimited({ retryAfterMs: 3_600_000 }));
      const call = clientOf(fake, { timeoutMs: 7_200_000 }).updateIntegration(ID, {});
      await advanceUntil(call, 60_000);
      const [first, second] = fake.requests.map(({ at }) => at);
      assert.ok(second - first >= 3_600_000);
    }));

  test("a call gives up at its deadline", () =>
    assertQuick(async () => {
      for (const make of ["hang", "hangBody", () => fault.delay(60_000)]) {
        mock.timers.reset();
        useFakeTimers();
        const fake = createFakeOdeus().next(typeof make === "string" ? fault[make]() : make());
        const call = clientOf(fake, { maxRetries: 0 }).updateIntegration(ID, {});
        await assert.rejects(advanceUntil(call, 1_000), { code: "timed_out", timeoutMs: 9_000 });
      }
    }));

  test("many updates go through under a rate limit of 10 a minute", () =>
    assertQuick(async () => {
      for (const retryAfter of ["seconds", "date", "ms", "none"]) {
        mock.timers.reset();
        mock.restoreAll();
        useFakeTimers();
        const fake = createFakeOdeus({ rateLimit: { requests: 10, perMs: 60_000, retryAfter } });
        const items = Array.from({ length: 35 }, (_, index) => ({
          id: `${ID.slice(0, -2)}${index + 10}`,
          changes: { name: `Name ${index}` },
        }));
        const run = updateIntegrations(clientOf(fake), items);
        const { updated } = await advanceUntil(run.summary(), 1_000);
        assert.equal(updated, 35);
        const made = fake.requests.filter(({ status }) => status === 200);
        assert.ok(made.at(-1).at - made[0].at >= 180_000);
      }
    }));
});

describe("the Odeus for tests where sinon fakes every global that it knows", () => {
  let results;

  /** A process of its own: Node's test runner cannot report while its globals are faked. */
  before(async () => {
    results = await evaluate(`
      import { OdeusClient } from "odeus-integrations";
      import { createFakeOdeus, fault } from "odeus-integrations/testing";
      import sinon from "sinon";
      async function run(...faults) {
        const fake = createFakeOdeus().next(...faults);
        const client = new OdeusClient({ apiKey: "test-key", fetch: fake.fetch });
        const clock = sinon.useFakeTimers();
        let outcome = "not settled";
        client.updateIntegration("${ID}", { name: "Größe" }).then(
          ({ integration }) => {
            outcome = integration.name;
          },
          (error) => {
            outcome = error.code;
          },
        );
        await clock.tickAsync(20_000);
        const timers = clock.countTimers();
        clock.restore();
        return [outcome, fake.requests.map(({ status }) => status ?? "none"), timers];
      }
      const results = {
        "after a status": await run(fault.status(503)),
        "after a wait": await run(fault.rateLimited({ retryAfterMs: 7_000 })),
        "after a delay": await run(fault.delay(5_000)),
        "after no answer": await run(fault.hang()),
        "in the body": await run(fault.hangBody()),
      };
      console.log(JSON.stringify(results));`);
  });

  for (const [when, expected] of Object.entries({
    "after a status": ["Größe", [503, 200], 0],
    "after a wait": ["Größe", [429, 200], 0],
    "after a delay": ["Größe", [200], 0],
    "after no answer": ["Größe", ["none", 200], 0],
    "in the body": ["timed_out", [200], 0],
  })) {
    test(`a call settles ${when}, and no timer is left`, () => {
      assert.deepEqual(results[when], expected);
    });
  }
});
