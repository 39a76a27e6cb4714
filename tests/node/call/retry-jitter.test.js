/** The waits between attempts, with seeded random numbers. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { answering } from "../../support/answering.js";
import { ID, KEY } from "../../support/calls.js";

const MOST_MS = [500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000];
/** The longest possible wait. Longer timers are deadlines. */
const LONGEST_WAIT_MS = 8_000;
const DEVIATIONS = 4;

/** Mulberry32, a small generator of random numbers with a seed. It is good enough for a mean. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Makes calls to a permanent 503 and lists the waits of each retry. Each call has its own budget.
 */
async function waits(calls, maxRetries) {
  const lists = Array.from({ length: maxRetries }, () => []);
  const onAttempt = ({ attempt, retryDelayMs }) => lists[attempt - 1]?.push(retryDelayMs);
  const { fetch } = answering(503);
  const options = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, onAttempt, maxRetries };
  const call = () =>
    new OdeusClient({ ...options, timeoutMs: 2 ** 31 - 1 }).updateIntegration(ID, {}).then(
      () => assert.fail("the call should have been rejected"),
      () => {},
    );
  await Promise.all(Array.from({ length: calls }, call));
  return lists;
}

function assertUniform(list, most) {
  const mean = list.reduce((sum, wait) => sum + wait, 0) / list.length;
  const tolerance = (DEVIATIONS * most) / Math.sqrt(12 * list.length);
  assert.ok(Math.abs(mean - most / 2) < tolerance, `mean ${mean} of waits up to ${most}`);
  assert.ok(
    list.every((wait) => wait >= 0 && wait < most),
    `waits up to ${most}`,
  );
  const tenth = list.length / 10;
  for (let decile = 0; decile < 10; decile += 1) {
    const isIn = (wait) => Math.floor((wait / most) * 10) === decile;
    const found = list.filter(isIn).length;
    const allowed = DEVIATIONS * Math.sqrt(tenth * 0.9);
    assert.ok(Math.abs(found - tenth) < allowed, `${found} of ${list.length} in decile ${decile}`);
  }
}

describe("the wait before a retry", () => {
  const { random } = Math;
  const { setTimeout } = globalThis;

  before(() => {
    Math.random = seeded(20_261_124);
    // The test reads the waits from the events and does not wait for them.
    globalThis.setTimeout = (run, ms, ...values) =>
      setTimeout(run, ms <= LONGEST_WAIT_MS ? 0 : ms, ...values);
  });

  after(() => {
    Math.random = random;
    globalThis.setTimeout = setTimeout;
  });

  test("10,000 first waits are spread evenly from 0 to 500 ms", async () => {
    const [list] = await waits(10_000, 1);
    assert.equal(list.length, 10_000);
    assertUniform(list, MOST_MS[0]);
  });

  test("the longest wait doubles with each retry, up to 8 s", async () => {
    const lists = await waits(1_000, MOST_MS.length);
    for (const [index, list] of lists.entries()) assertUniform(list, MOST_MS[index]);
  });
});
