/** A call releases its listeners, timers and bodies when it has settled. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { answering, refused, silence } from "../../support/answering.js";
import { ID, KEY, settle } from "../../support/calls.js";

const BASE = { apiKey: KEY, baseUrl: "https://odeus.example" };
const GRACE_MS = 3_000;
const MANY = 1_000;

/** Runs the event loop once. Then warnings and unhandled rejections have been reported. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Makes a response whose body never ends. `state` says whether the body was cancelled. */
function endless(status = 200) {
  const state = { isCancelled: false };
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"integration":')),
    cancel() {
      state.isCancelled = true;
    },
  });
  return { state, response: new Response(body, { status }) };
}

describe("one signal for 1,000 calls in flight", () => {
  const warnings = [];
  const note = (warning) => warnings.push(warning);
  beforeEach(() => process.on("warning", note));
  afterEach(() => {
    process.off("warning", note);
    assert.deepEqual(warnings, []);
  });

  const listeners = (signal) => getEventListeners(signal, "abort").length;

  function begin(answer) {
    const controller = new AbortController();
    const { signal } = controller;
    const client = new OdeusClient({ ...BASE, fetch: answering(answer).fetch });
    const calls = Array.from({ length: MANY }, () =>
      settle(client.updateIntegration(ID, {}, { signal })),
    );
    return { controller, signal, ended: Promise.all(calls) };
  }

  test("has at most one listener, and none after the calls have succeeded", async () => {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const { signal, ended } = begin(({ url, init }) =>
      released.then(() => answering(200).fetch(url, init)),
    );
    await turn();
    assert.ok(listeners(signal) <= 1, `${listeners(signal)} listeners in flight`);
    release();
    for (const { error } of await ended) assert.equal(error, undefined);
    await turn();
    assert.equal(listeners(signal), 0);
  });

  test("has at most one listener during the waits, and none after the calls have failed", async () => {
    const { signal, ended } = begin(503);
    await turn();
    assert.ok(listeners(signal) <= 1, `${listeners(signal)} listeners in flight`);
    for (const { error } of await ended) assert.equal(error.code, "server_error");
    await turn();
    assert.equal(listeners(signal), 0);
  });

  test("ends all calls when it is aborted, and has no listener afterwards", async () => {
    const { controller, signal, ended } = begin(silence);
    await turn();
    const reason = new Error("enough");
    controller.abort(reason);
    for (const { error } of await ended) assert.equal(error.cause, reason);
    await turn();
    assert.equal(listeners(signal), 0);
  });
});

describe("timers", () => {
  const { setTimeout, clearTimeout } = globalThis;
  const pending = new Set();

  beforeEach(() => {
    pending.clear();
    globalThis.setTimeout = (run, ...parameters) => {
      const timer = setTimeout(
        (...values) => {
          pending.delete(timer);
          run(...values);
        },
        ...parameters,
      );
      pending.add(timer);
      return timer;
    };
    globalThis.clearTimeout = (timer) => {
      pending.delete(timer);
      clearTimeout(timer);
    };
  });
  afterEach(() => Object.assign(globalThis, { setTimeout, clearTimeout }));

  const OUTCOMES = [
    ["a success", [200], {}],
    ["a status that is not retried", [404], {}],
    ["retries", [503, 503, 200], {}],
    ["retries that all fail", [503], {}],
    ["a broken connection", [refused], { maxRetries: 0 }],
    ["an attempt's deadline", [silence], { attemptTimeoutMs: 30, maxRetries: 1 }],
    ["the call's deadline", [silence], { timeoutMs: 30 }],
    ["an abort", [silence], { signal: AbortSignal.timeout(30) }],
    [
      "an abort during the wait",
      [{ status: 503, headers: { "retry-after": "5" } }],
      { signal: AbortSignal.timeout(60) },
    ],
    ["bad input", [200], { id: "no" }],
  ];

  for (const [what, answers, { id = ID, ...options }] of OUTCOMES) {
    test(`are cleared after ${what}`, async () => {
      const client = new OdeusClient({ ...BASE, fetch: answering(...answers).fetch });
      await settle(client.updateIntegration(id, {}, options));
      assert.equal(pending.size, 0);
    });
  }
});

describe("a call whose fetch ignores its signal", () => {
  const never = () => new Promise(() => {});
  const rejections = [];
  const note = (reason) => rejections.push(reason);
  beforeEach(() => process.on("unhandledRejection", note));
  afterEach(() => {
    process.off("unhandledRejection", note);
    assert.deepEqual(rejections, []);
  });

  const DEADLINES = [
    ["the call's deadline", { timeoutMs: 100 }, 100, 1],
    ["its attempts' deadlines", { attemptTimeoutMs: 80, maxRetries: 1, timeoutMs: 5_000 }, 660, 2],
  ];
  for (const [what, options, limitMs, attempts] of DEADLINES) {
    test(`ends at ${what} if fetch never settles`, async () => {
      const startedAt = performance.now();
      const client = new OdeusClient({ ...BASE, fetch: never, ...options });
      const { error } = await settle(client.updateIntegration(ID, {}));
      assert.equal(error.code, "timed_out");
      assert.equal(error.attempts, attempts);
      assert.ok(performance.now() - startedAt < limitMs + GRACE_MS);
    });
  }

  test("ends at an abort if fetch never settles", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const client = new OdeusClient({ ...BASE, fetch: never });
    const ended = settle(client.updateIntegration(ID, {}, { signal }));
    controller.abort();
    assert.equal((await ended).error.code, "aborted");
  });

  /** Makes a call that times out before its `fetch` settles by `finish`. */
  async function late(finish) {
    let act;
    const fetch = () =>
      new Promise((resolve, reject) => {
        act = () => finish(resolve, reject);
      });
    const client = new OdeusClient({ ...BASE, fetch, timeoutMs: 50 });
    const { error } = await settle(client.updateIntegration(ID, {}));
    assert.equal(error.code, "timed_out");
    act();
    await turn();
    await turn();
  }

  test("cancels the body of a late answer", async () => {
    const { state, response } = endless();
    await late((resolve) => resolve(response));
    assert.equal(state.isCancelled, true);
  });

  test("ignores a late answer that is not a response", async () => {
    for (const odd of [undefined, null, 1, {}, { status: 200 }, { body: {} }]) {
      await late((resolve) => resolve(odd));
    }
  });

  test("ignores a late rejection", () => late((_, reject) => reject(new Error("late"))));

  for (const [status, code] of [
    [200, "timed_out"],
    [400, "bad_request"],
  ]) {
    test(`cancels the body of a ${status} that stalls, at the deadline`, async () => {
      const { state, response } = endless(status);
      const fetch = () => Promise.resolve(response);
      const client = new OdeusClient({ ...BASE, fetch, timeoutMs: 50 });
      const { error } = await settle(client.updateIntegration(ID, {}));
      assert.equal(error.code, code);
      await turn();
      assert.equal(state.isCancelled, true);
    });
  }
});
