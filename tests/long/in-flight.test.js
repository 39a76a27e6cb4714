/** Ten thousand calls at the same time. */
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { after, before, describe, test } from "node:test";
import { answering } from "../support/answering.js";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { connect } from "../support/control.js";
import { assertFlat } from "../support/load.js";
import { start } from "../support/servers/scripted/server.js";

const { OdeusClient } = await import("odeus-integrations");
const MANY = 10_000;
const HEAP_GROWTH_MIB = 4;

const settle = (promise) =>
  promise.then(
    () => "ok",
    ({ code }) => code,
  );
const many = (call) => Promise.all(Array.from({ length: MANY }, () => settle(call())));

describe("10,000 calls in flight", () => {
  let server;
  const warnings = [];
  const note = (warning) => warnings.push(warning);
  before(async () => {
    process.on("warning", note);
    server = await start();
  });
  after(async () => {
    process.off("warning", note);
    await server.close();
    assert.deepEqual(warnings, []);
  });

  /** Makes calls that get their answers only when the last call has sent its request. */
  async function heldBack() {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const { fetch: answer, requests } = answering(200);
    const fetch = (url, init) => {
      const answered = released.then(() => answer(url, init));
      begun += 1;
      if (begun === MANY) release();
      return answered;
    };
    let begun = 0;
    const { signal } = new AbortController();
    const client = new OdeusClient({ apiKey: KEY, baseUrl: "https://odeus.example", fetch });
    const ended = many(() => client.updateIntegration(ID, { name: "Many" }, { signal }));
    assert.ok(getEventListeners(signal, "abort").length <= 1);
    assert.deepEqual([...new Set(await ended)], ["ok"]);
    assert.equal(requests.length, MANY);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  }

  test("succeed, and leave no memory behind", (t) =>
    assertFlat(heldBack, heldBack, HEAP_GROWTH_MIB).then((figures) =>
      t.diagnostic(JSON.stringify(figures)),
    ));

  test("end together when their signal is aborted", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const fetch = () => new Promise(() => {});
    const client = new OdeusClient({ apiKey: KEY, baseUrl: "https://odeus.example", fetch });
    const ended = many(() => client.updateIntegration(ID, {}, { signal }));
    controller.abort();
    assert.deepEqual([...new Set(await ended)], ["aborted"]);
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  test("end at their deadline when no answer comes", async () => {
    const fetch = () => new Promise(() => {});
    const options = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, timeoutMs: 2_000 };
    const client = new OdeusClient(options);
    const startedAt = performance.now();
    assert.deepEqual(
      [...new Set(await many(() => client.updateIntegration(ID, {})))],
      ["timed_out"],
    );
    assert.ok(performance.now() - startedAt < 2_000 + 1_000);
  });

  test("reach a real server", async () => {
    const { baseUrl, requests } = await connect({ scriptedUrl: server.url }).scripted.scenario(
      UPDATED,
    );
    // A process may not open as many connections as there are calls.
    let open = 0;
    const queue = [];
    const fetchInTurn = async (...parameters) => {
      if (open === 200) await new Promise((resolve) => queue.push(resolve));
      else open += 1;
      try {
        return await fetch(...parameters);
      } finally {
        const next = queue.shift();
        if (next) next();
        else open -= 1;
      }
    };
    const options = { apiKey: KEY, baseUrl, fetch: fetchInTurn, maxRetries: 0 };
    const client = new OdeusClient({ ...options, timeoutMs: 60_000, attemptTimeoutMs: 60_000 });
    const outcomes = await many(() => client.updateIntegration(ID, { name: "Many" }));
    assert.deepEqual([...new Set(outcomes)], ["ok"]);
    assert.equal((await requests()).length, MANY);
  });
});
