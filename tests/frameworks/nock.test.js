/** A test of a user with nock: its interceptors answer in the place of the API. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import nock from "nock";
import { APIConnectionError, InternalServerError, OdeusClient } from "odeus-integrations";
import { ID } from "../support/calls.js";
import { withFakeTimers } from "./fake-clock.js";
import { named } from "./odeus.js";

const UPDATED = { integration: { id: ID, name: "Weather", description: "Forecasts" } };

/** Expects one update. nock refuses a request with another body or another key. */
const expectUpdate = () =>
  nock("https://api.odeus.ai", { reqheaders: { authorization: "Bearer test-key" } }).patch(
    `/integrations/v1/${ID}`,
    { name: "Weather" },
  );

const update = (options = {}) =>
  new OdeusClient({ apiKey: "test-key", ...options }).updateIntegration(ID, { name: "Weather" });

describe(named("nock"), () => {
  before(() => nock.disableNetConnect());
  afterEach(() => {
    assert.deepEqual(nock.pendingMocks(), [], "every expected request was made");
    nock.cleanAll();
  });
  after(() => {
    nock.restore();
    nock.enableNetConnect();
  });

  test("an interceptor answers the call", async () => {
    expectUpdate().reply(200, UPDATED);
    assert.deepEqual(await update(), UPDATED);
  });

  test("an interceptor's status becomes the right error", async () => {
    expectUpdate().reply(500, { message: "Broken" }, { "x-request-id": "request-1" });
    const error = await update({ maxRetries: 0 }).catch((error) => error);
    assert.ok(error instanceof InternalServerError);
    assert.equal(error.requestId, "request-1");
  });

  test("an error of an interceptor becomes an APIConnectionError", async () => {
    expectUpdate().replyWithError("connection reset");
    await assert.rejects(update({ maxRetries: 0 }), APIConnectionError);
  });

  test("a call that no interceptor expects does not reach the network", async () => {
    await assert.rejects(update({ maxRetries: 0 }), APIConnectionError);
  });

  test("retries follow on a fake clock", () =>
    withFakeTimers(async ({ onAttempt, nextRetry }) => {
      expectUpdate().twice().reply(503, {}, { "retry-after": "9" });
      expectUpdate().reply(200, UPDATED);
      const updated = update({ onAttempt });
      await nextRetry();
      await nextRetry();
      assert.deepEqual(await updated, UPDATED);
    }));
});
