/** A test of a user with sinon: its stub replaces `fetch`, its clock replaces the timers. */
import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { APITimeoutError, OdeusClient, RateLimitError } from "odeus-integrations";
import sinon from "sinon";
import { ID } from "../support/calls.js";
import { named } from "./odeus.js";

const UPDATED = { integration: { id: ID, name: "Weather", description: "Forecasts" } };

/** Node's own streams need these two. sinon replaces them too, if it is not told otherwise. */
const CLOCK = { toNotFake: ["nextTick", "queueMicrotask"] };

const answer = (status, value = {}, headers = {}) => Response.json(value, { status, headers });

describe(named("sinon"), () => {
  afterEach(() => sinon.restore());

  test("a stub in the place of fetch sees the request", async () => {
    const fetch = sinon.stub().resolves(answer(200, UPDATED));
    const odeus = new OdeusClient({ apiKey: "test-key", fetch });
    assert.deepEqual(await odeus.updateIntegration(ID, { name: "Weather" }), UPDATED);
    sinon.assert.calledOnceWithMatch(fetch, `https://api.odeus.ai/integrations/v1/${ID}`, {
      method: "PATCH",
      body: '{"name":"Weather"}',
      headers: { authorization: "Bearer test-key" },
    });
  });

  test("a stub of the global fetch sees the request", async () => {
    const fetch = sinon.stub(globalThis, "fetch").resolves(answer(200, UPDATED));
    const odeus = new OdeusClient({ apiKey: "test-key" });
    await odeus.updateIntegration(ID, {});
    sinon.assert.calledOnce(fetch);
  });

  test("a stub of the client's method replaces the whole call", async () => {
    const odeus = new OdeusClient({ apiKey: "test-key" });
    const limited = new RateLimitError({ message: "Too many requests", status: 429 });
    sinon.stub(odeus, "updateIntegration").rejects(limited);
    const error = await odeus.updateIntegration(ID, {}).catch((error) => error);
    assert.equal(error, limited);
    assert.equal(error.code, "rate_limited");
  });

  test("a retry follows when the fake clock has waited as long as the API asked for", async () => {
    const clock = sinon.useFakeTimers(CLOCK);
    const fetch = sinon.stub();
    fetch.onFirstCall().resolves(answer(429, {}, { "retry-after": "7" }));
    fetch.onSecondCall().resolves(answer(200, UPDATED));
    const odeus = new OdeusClient({ apiKey: "test-key", fetch });
    const update = odeus.updateIntegration(ID, {});
    await clock.tickAsync(6_999);
    sinon.assert.calledOnce(fetch);
    await clock.tickAsync(1);
    sinon.assert.calledTwice(fetch);
    assert.deepEqual(await update, UPDATED);
    assert.equal(clock.countTimers(), 0);
  });

  test("the deadline passes when the fake clock advances", async () => {
    const clock = sinon.useFakeTimers(CLOCK);
    const fetch = sinon.stub().returns(new Promise(() => {}));
    const odeus = new OdeusClient({ apiKey: "test-key", fetch, timeoutMs: 3_000 });
    const update = odeus.updateIntegration(ID, {}).catch((error) => error);
    await clock.tickAsync(3_000);
    const error = await update;
    assert.ok(error instanceof APITimeoutError);
    assert.equal(error.timeoutMs, 3_000);
    assert.equal(clock.countTimers(), 0);
  });
});
