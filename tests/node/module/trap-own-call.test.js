/** A trap in any step of a call is an InternalError of that call, and never anything worse. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { answering, refused } from "../../support/answering.js";
import { ID, KEY } from "../../support/calls.js";
import { withoutJitter } from "../../support/no-jitter.js";
import { hasTrapped, trapAfter } from "../../support/traps.js";

const sdk = await import("odeus-integrations");

/** More entries than any of these calls makes. */
const MOST_ENTRIES = 1_000;

const APPLIED = ["no", "unknown", "yes"];

/** What each request meets. */
const COURSES = [
  ["a success at once", [200]],
  ["a final status", [404]],
  ["a 503 and a success", [503, 200]],
  ["two 503 and a success", [503, 503, 200]],
  ["a 503 and a final status", [503, 404]],
  ["a 503 that lasts", [503]],
  ["a broken connection and a success", [refused, 200]],
  ["an answer that is not JSON", [{ status: 200, body: "no JSON" }]],
];

/** Makes one call whose module traps after so many entries; says how it ended. */
async function meetTrap(answers, entries, options) {
  const { fetch, requests } = answering(...answers);
  const events = [];
  const onAttempt = (event) => events.push(event);
  const client = new sdk.OdeusClient({ apiKey: KEY, fetch, onAttempt });
  trapAfter(entries, options);
  const outcome = await client.updateIntegration(ID, { name: "Name" }).then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  return { ...outcome, trapped: hasTrapped(), begun: requests.length, events };
}

const endOf = (met) =>
  "value" in met ? "updated" : (met.error?.code ?? "no error of the package");

/** What is wrong with the error of a call that met a trap. */
function findFaults(error, { begun, events }) {
  if (!(error instanceof sdk.InternalError))
    return [`no InternalError but ${error?.name ?? error}`];
  const { attempts, applied, retryable } = error;
  const numbers = events.map(({ attempt }) => attempt);
  const expectations = {
    [`retryable is ${retryable}`]: retryable === true,
    // The step that begins a request may trap before or after the request is begun.
    [`${attempts} attempts of ${begun}`]: [begun, begun + 1].includes(attempts),
    [`applied is ${applied}`]: (attempts === 0 ? ["no"] : APPLIED).includes(applied),
    [`events ${numbers}`]: numbers.every((number, index) => number === index + 1),
  };
  return Object.keys(expectations).filter((fault) => !expectations[fault]);
}

describe("a trap in each step", () => {
  const uncaught = [];
  const note = (reason) => uncaught.push(reason);
  beforeEach(() => process.on("uncaughtException", note).on("unhandledRejection", note));
  afterEach(() => {
    hasTrapped();
    process.off("uncaughtException", note).off("unhandledRejection", note);
    assert.deepEqual(uncaught.splice(0), []);
  });

  /** Lets a call trap in each of its steps; returns how many steps led to each fault. */
  async function countFaults(answers, options) {
    const usual = await meetTrap(answers, MOST_ENTRIES);
    const faults = {};
    let trapped = true;
    for (let entries = 0; trapped; entries += 1) {
      assert.ok(entries < MOST_ENTRIES, "the call makes no more entries");
      const met = await meetTrap(answers, entries, options);
      trapped = met.trapped;
      if (endOf(met) !== endOf(usual)) {
        for (const fault of findFaults(met.error, met)) faults[fault] = (faults[fault] ?? 0) + 1;
      }
      const next = await meetTrap([200], MOST_ENTRIES);
      assert.equal(next.error, undefined, "the next call works");
    }
    return faults;
  }

  for (const [course, answers] of COURSES) {
    test(`of a call with ${course} is its InternalError, or changes nothing`, () =>
      withoutJitter(async () => assert.deepEqual(await countFaults(answers), {})));

    test(`of a call with ${course}, and no other instance, is its InternalError, or changes nothing`, () =>
      withoutJitter(async () =>
        assert.deepEqual(await countFaults(answers, { isLastInstance: true }), {}),
      ));
  }

  const OFFLINE = [
    ["a new client", () => new sdk.OdeusClient({ apiKey: KEY, headers: { "x-a": "b" } })],
    ["buildUpdateRequest", () => sdk.buildUpdateRequest(ID, { name: "Name" }, { apiKey: KEY })],
    ["validateIntegrationUpdate", () => sdk.validateIntegrationUpdate({ name: 1 })],
    ["the schema", () => sdk.integrationUpdateSchema["~standard"].validate({ nmae: "Name" })],
  ];
  for (const [what, run] of OFFLINE) {
    test(`of ${what} throws an InternalError`, () => {
      const faults = [];
      let trapped = true;
      for (let entries = 0; trapped; entries += 1) {
        trapAfter(entries);
        try {
          run();
        } catch (error) {
          const { name = "no error", retryable } = error;
          if (!(error instanceof sdk.InternalError) || !retryable) {
            faults.push(`after ${entries} entries: ${name}, retryable is ${retryable}`);
          }
        }
        trapped = hasTrapped();
      }
      assert.deepEqual(faults, []);
    });
  }

  test("in a retried attempt says what is known of the attempts before it", () =>
    withoutJitter(async () => {
      const outcomes = [];
      for (let entries = 0; entries < 10; entries += 1) {
        const { fetch } = answering(503, () => {
          trapAfter(entries);
          return Promise.resolve(new Response("{}", { status: 400 }));
        });
        const client = new sdk.OdeusClient({ apiKey: KEY, fetch });
        const error = await client.updateIntegration(ID, {}).catch((thrown) => thrown);
        hasTrapped();
        const { code, attempts, applied } = error;
        assert.deepEqual({ attempts, applied }, { attempts: 2, applied: "unknown" });
        outcomes.push(code);
      }
      // A trap between the steps changes nothing.
      assert.deepEqual([...new Set(outcomes)].sort(), ["bad_request", "internal_error"]);
    }));

  test("after the head of a success does not take the success away", async () => {
    let send;
    let tellRead;
    const isRead = new Promise((resolve) => {
      tellRead = resolve;
    });
    const pull = (controller) =>
      new Promise((resolve) => {
        tellRead();
        send = () => {
          controller.enqueue(new TextEncoder().encode(`{"integration":{"id":"${ID}"}}`));
          controller.close();
          resolve();
        };
      });
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    const client = new sdk.OdeusClient({ apiKey: KEY, fetch: async () => new Response(body) });
    const call = client.updateIntegration(ID, {});
    await isRead;
    trapAfter(0);
    send();
    assert.equal((await call).integration.id, ID);
    hasTrapped();
  });
});
