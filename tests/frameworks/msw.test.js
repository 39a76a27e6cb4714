/** A test of a user with msw: its handlers answer in the place of the API. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { APIConnectionError, NotFoundError, OdeusClient } from "odeus-integrations";
import { ID } from "../support/calls.js";
import { withFakeTimers } from "./fake-clock.js";
import { named } from "./odeus.js";

const UPDATE = "https://api.odeus.ai/integrations/v1/:id";
const seen = [];

/** The usual answer: every integration exists. */
const server = setupServer(
  http.patch(UPDATE, async ({ request, params }) => {
    seen.push(request.headers.get("authorization"));
    const { name = "Old name" } = await request.json();
    return HttpResponse.json({ integration: { id: params.id, name, description: "" } });
  }),
);

const update = (options = {}) =>
  new OdeusClient({ apiKey: "test-key", ...options }).updateIntegration(ID, { name: "Weather" });

describe(named("msw"), () => {
  before(() => server.listen({ onUnhandledRequest: "error" }));
  afterEach(() => {
    server.resetHandlers();
    seen.length = 0;
  });
  after(() => server.close());

  test("a handler answers the call", async () => {
    const { integration } = await update();
    assert.deepEqual(integration, { id: ID, name: "Weather", description: "" });
    assert.deepEqual(seen, ["Bearer test-key"]);
  });

  test("a handler's status becomes the right error", async () => {
    const answer = () => HttpResponse.json({ message: "No such integration" }, { status: 404 });
    server.use(http.patch(UPDATE, answer, { once: true }));
    await assert.rejects(update(), NotFoundError);
    await update();
  });

  test("a network error of a handler becomes an APIConnectionError", async () => {
    server.use(http.patch(UPDATE, () => HttpResponse.error()));
    await assert.rejects(update({ maxRetries: 0 }), APIConnectionError);
  });

  test("retries follow on a fake clock", () =>
    withFakeTimers(async ({ onAttempt, nextRetry }) => {
      const answer = () => new HttpResponse(null, { status: 503, headers: { "retry-after": "9" } });
      server.use(
        http.patch(UPDATE, answer, { once: true }),
        http.patch(UPDATE, answer, { once: true }),
      );
      const updated = update({ onAttempt });
      await nextRetry();
      await nextRetry();
      assert.equal((await updated).integration.name, "Weather");
      assert.equal(seen.length, 1, "the third attempt reached the usual handler");
    }));
});
