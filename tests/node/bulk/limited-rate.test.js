/** A run against a server that allows 200 requests a second. The ideal time follows from this limit. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { OdeusClient, updateIntegrations } from "odeus-integrations";
import { itemsOf } from "../../support/bulk.js";
import { KEY } from "../../support/calls.js";
import { idealMs, withLimitedProcess } from "../../support/servers/limited-process.js";

const ITEMS = 2_600;
const LIMIT = { perSecond: 200, burst: 200, delayMs: 20 };
/** So many that the time of an answer is not the limit, on a busy machine either. */
const CONCURRENCY = 32;
/** The longest time, as a part of the ideal one, by how the server names the wait after a refusal. */
const MOST = { ms: 1.12, seconds: 1.25 };
const ROUNDS = 3;

/** Makes the updates with a client of a server of their own. */
function measure(retryAfter, update) {
  return withLimitedProcess({ ...LIMIT, retryAfter }, (baseUrl) =>
    update(new OdeusClient({ apiKey: KEY, baseUrl })),
  );
}

const run = (client) =>
  updateIntegrations(client, itemsOf(ITEMS), { concurrency: CONCURRENCY }).summary();

/** Sends as fast as the server allows, because it knows the limit. On a busy machine this takes longer. */
async function runKnowingTheLimit(client) {
  const startedAt = performance.now();
  const items = itemsOf(ITEMS);
  const work = async () => {
    for (let item = items.next(); !item.done; item = items.next()) {
      const { id, changes, number } = item.value;
      const beginsAt = startedAt + ((number - LIMIT.burst) / LIMIT.perSecond) * 1_000;
      await sleep(Math.max(0, beginsAt - performance.now()));
      // On a busy machine a few are refused. They do not matter for the time.
      await client.updateIntegration(id, changes, { maxRetries: 0 }).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
}

/** Makes all runs at the same time, so that a busy machine slows all of them alike. */
async function runRound() {
  const [inMs, inSeconds, known] = await Promise.all([
    measure("ms", run),
    measure("seconds", run),
    measure("ms", runKnowingTheLimit),
  ]);
  const possibleMs = Math.max(known.ms, idealMs(ITEMS, LIMIT));
  const outcomeOf = ({ ms, refused, value }) => ({ part: ms / possibleMs, refused, value });
  return { ms: outcomeOf(inMs), seconds: outcomeOf(inSeconds) };
}

describe("a run of 2,600 items at 200 a second", () => {
  const rounds = [];
  const bestPart = (retryAfter) => Math.min(...rounds.map((round) => round[retryAfter].part));
  const isReached = () => Object.keys(MOST).every((key) => bestPart(key) <= MOST[key]);

  before(async () => {
    // Other programs only make a run slower, so the best round counts.
    while (!isReached() && rounds.length < ROUNDS) rounds.push(await runRound());
  });

  for (const [retryAfter, most] of Object.entries(MOST)) {
    test(`takes at most ${most} of the ideal time if waits are named in ${retryAfter}`, () => {
      const part = bestPart(retryAfter);
      assert.ok(part <= most, `${part.toFixed(3)} of the ideal time`);
    });

    test(`has at most 3% of its requests refused, and no failure, if waits are named in ${retryAfter}`, () => {
      for (const round of rounds) {
        const { value, refused } = round[retryAfter];
        assert.equal(value.updated, ITEMS);
        assert.ok(refused <= 0.03 * ITEMS, `${refused} refused`);
      }
    });
  }
});
