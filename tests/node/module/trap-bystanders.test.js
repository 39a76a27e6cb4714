/** A trap fails the call that met it, and no other call in flight. */
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { after, before, describe, test } from "node:test";
import { answering } from "../../support/answering.js";
import { ID, KEY, UPDATED } from "../../support/calls.js";
import { connect } from "../../support/control.js";
import { withoutJitter } from "../../support/no-jitter.js";
import { start as startScripted } from "../../support/servers/scripted/server.js";
import { trap, useUpMemory } from "../../support/traps.js";

const sdk = await import("odeus-integrations");

const EACH = 20;
/** Long enough for all the calls to get to their places. */
const LONG_MS = 1_500;
const BUSY = { status: 503 };
const BUSY_FOR_LONG = { status: 503, headers: { "retry-after-ms": String(LONG_MS) } };
const LATE = { ...UPDATED, delayMs: LONG_MS };

/** Where calls are, what the server answers them, and how many requests that takes. */
const PLACES = [
  { place: "in the wait before a retry", answers: [BUSY_FOR_LONG, UPDATED], begun: 1, attempts: 2 },
  { place: "in a second attempt", answers: [BUSY, LATE], begun: 2, attempts: 2 },
  { place: "in a first attempt", answers: [LATE], begun: 1, attempts: 1 },
];

const storage = new AsyncLocalStorage();

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a trap", () => {
  const uncaught = [];
  const note = (reason) => uncaught.push(reason);
  let server;
  let scripted;

  before(async () => {
    process.on("uncaughtException", note).on("unhandledRejection", note);
    server = await startScripted();
    scripted = connect({ odeusUrl: "", scriptedUrl: server.url }).scripted;
  });

  after(async () => {
    await server.close();
    process.off("uncaughtException", note).off("unhandledRejection", note);
    assert.deepEqual(uncaught, []);
  });

  /** Starts a call in a store of its own; the result tells what became of it. */
  async function startCall({ place, answers, begun, attempts }, options = {}) {
    const scenario = await scripted.scenario(...answers);
    const events = [];
    const call = { place, begun, attempts, events, scenario, fetches: 0, strangers: 0 };
    const see = () => {
      if (storage.getStore() !== call) call.strangers += 1;
    };
    const client = new sdk.OdeusClient({
      apiKey: KEY,
      baseUrl: scenario.baseUrl,
      fetch: (url, init) => {
        see();
        call.fetches += 1;
        return fetch(url, init);
      },
      onAttempt: (event) => {
        see();
        events.push(event);
      },
    });
    call.ended = storage
      .run(call, () => client.updateIntegration(ID, {}, options))
      .then(
        (value) => {
          call.outcome = { value };
        },
        (error) => {
          call.outcome = { error };
        },
      );
    return call;
  }

  /** Starts calls and waits until each one is in its place. */
  async function startCalls(places, options) {
    const calls = await Promise.all(places.map((place) => startCall(place, options)));
    const isThere = ({ place, begun, fetches, events }) =>
      fetches === begun && (!place.includes("wait") || events.length === 1);
    while (!calls.every(isThere)) {
      for (const { outcome } of calls) assert.equal(outcome, undefined, "too early for the trap");
      await turn();
    }
    return calls;
  }

  /** A client that has nothing to do with the other calls. */
  async function bystander() {
    const { baseUrl } = await scripted.scenario(UPDATED);
    return new sdk.OdeusClient({ apiKey: KEY, baseUrl });
  }

  async function assertTraps(client) {
    const error = await trap(client);
    assert.ok(error instanceof sdk.InternalError, String(error));
    return error;
  }

  /** How many calls ended in which way, by their places. */
  function count(calls) {
    const ends = {};
    for (const { place, outcome } of calls) {
      const end = `${place}: ${outcome.error === undefined ? "updated" : outcome.error.code}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }
    return ends;
  }

  async function assertUpdated(calls, each) {
    await Promise.all(calls.map(({ ended }) => ended));
    const expected = PLACES.map(({ place }) => [`${place}: updated`, each]);
    assert.deepEqual(count(calls), Object.fromEntries(expected));
    for (const { place, attempts, scenario, events, strangers } of calls) {
      assert.equal((await scenario.requests()).length, attempts, `requests of a call ${place}`);
      const numbers = events.map(({ attempt }) => attempt);
      assert.deepEqual(numbers, [1, 2].slice(0, attempts), `events of a call ${place}`);
      const retried = events.map(({ retryDelayMs }) => retryDelayMs !== undefined);
      assert.deepEqual(retried, [true, false].slice(-attempts), `waits of a call ${place}`);
      assert.equal(strangers, 0, `a call ${place} saw another call's store`);
    }
  }

  test("is an InternalError that says that nothing was sent and that a repeat may help", async () => {
    const client = await bystander();
    await client.updateIntegration(ID, {});
    const { attempts, applied, retryable } = await assertTraps(client);
    assert.deepEqual(
      { attempts, applied, retryable },
      { attempts: 0, applied: "no", retryable: true },
    );
    assert.equal((await client.updateIntegration(ID, {})).integration.id, ID);
  });

  for (const [times, traps] of [
    ["", 1],
    [", three times in a row", 3],
  ]) {
    test(`leaves 60 calls alone: in a wait, in a retried attempt, in a first one${times}`, () =>
      withoutJitter(async () => {
        const client = await bystander();
        await client.updateIntegration(ID, {});
        const calls = await startCalls(PLACES.flatMap((place) => Array(EACH).fill(place)));
        for (let number = 0; number < traps; number += 1) {
          await assertTraps(client);
          // Makes the fresh instance that the next trap uses up.
          await client.updateIntegration(ID, {});
        }
        await assertUpdated(calls, EACH);
        assert.equal((await client.updateIntegration(ID, {})).integration.id, ID);
      }));
  }

  test("does not keep the calls in flight from being aborted", () =>
    withoutJitter(async () => {
      const client = await bystander();
      const controller = new AbortController();
      const calls = await startCalls(PLACES, { signal: controller.signal });
      await assertTraps(client);
      controller.abort("enough");
      await Promise.all(calls.map(({ ended }) => ended));
      for (const { place, outcome, events, begun } of calls) {
        const { code, cause, attempts, applied } = outcome.error;
        const expected = { code: "aborted", cause: "enough", attempts: begun, applied: "unknown" };
        assert.deepEqual({ code, cause, attempts, applied }, expected, place);
        assert.equal(events.length, begun, place);
      }
    }));

  test("does not keep the calls in flight from their deadline", () =>
    withoutJitter(async () => {
      const client = await bystander();
      const timeoutMs = LONG_MS / 2;
      const [, second, first] = PLACES;
      const calls = await startCalls([second, first], { timeoutMs });
      await assertTraps(client);
      await Promise.all(calls.map(({ ended }) => ended));
      for (const { place, outcome, begun } of calls) {
        const { code, attempts, applied, retryable } = outcome.error;
        const expected = {
          code: "timed_out",
          attempts: begun,
          applied: "unknown",
          retryable: true,
        };
        assert.deepEqual({ code, attempts, applied, retryable }, expected, place);
        assert.equal(outcome.error.timeoutMs, timeoutMs, place);
      }
    }));

  test("of a call that has no memory left for its retry fails that call only", async () => {
    const busy = { status: 503, headers: { "retry-after-ms": "1000" } };
    const { fetch } = answering(busy);
    const calls = [];
    const fails = () => calls.some(({ error }) => error?.code === "internal_error");
    const makeCalls = async () => {
      // A client has tokens for 100 retries.
      const client = new sdk.OdeusClient({ apiKey: KEY, fetch, maxRetries: 1 });
      for (let number = 0; number < 100; number += 1) {
        const call = {};
        calls.push(call);
        call.ended = client.updateIntegration(ID, {}).catch((error) => {
          call.error = error;
        });
      }
      await turn();
    };
    await makeCalls();
    useUpMemory();
    // Calls that wait for a retry may hold memory, until none is left for the next one.
    while (!fails() && calls.length < 2_000) await makeCalls();
    await Promise.all(calls.map(({ ended }) => ended));
    const failed = calls.filter(({ error }) => error.code === "internal_error");
    assert.ok(failed.length <= 1, `${failed.length} of ${calls.length} calls failed`);
    for (const { error } of calls) {
      const { attempts, applied, retryable } = error;
      const expected = { attempts: failed.some((one) => one.error === error) ? 1 : 2 };
      Object.assign(expected, { applied: "unknown", retryable: true });
      assert.deepEqual({ attempts, applied, retryable }, expected, error.message);
    }
  });
});
