/** A test of a user with undici's MockAgent: it answers in the place of the API. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { APIConnectionError, OdeusClient } from "odeus-integrations";
import { getGlobalDispatcher, MockAgent, setGlobalDispatcher, fetch as undiciFetch } from "undici";
import { ID } from "../support/calls.js";
import { withFakeTimers } from "./fake-clock.js";
import { named } from "./odeus.js";

const UPDATED = { integration: { id: ID, name: "Weather", description: "Forecasts" } };

let agent;

/** The ways in which a call comes to the agent. */
const ROWS = {
  "undici's fetch with the agent as its dispatcher": {
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher: agent }),
  },
  "the runtime's own fetch with the agent as the global dispatcher": {},
};

for (const [title, options] of Object.entries(ROWS)) {
  describe(`${named("undici")}: ${title}`, () => {
    const original = getGlobalDispatcher();

    beforeEach(() => {
      agent = new MockAgent();
      agent.disableNetConnect();
      setGlobalDispatcher(agent);
    });

    afterEach(async () => {
      setGlobalDispatcher(original);
      agent.assertNoPendingInterceptors();
      await agent.close();
    });

    const expectUpdate = () =>
      agent.get("https://api.odeus.ai").intercept({
        path: `/integrations/v1/${ID}`,
        method: "PATCH",
        headers: { authorization: "Bearer test-key" },
        body: '{"name":"Weather"}',
      });

    const update = (more = {}) =>
      new OdeusClient({ apiKey: "test-key", ...options, ...more }).updateIntegration(ID, {
        name: "Weather",
      });

    test("an interceptor answers the call", async () => {
      expectUpdate().reply(200, UPDATED);
      assert.deepEqual(await update(), UPDATED);
    });

    test("an error of an interceptor becomes an APIConnectionError", async () => {
      expectUpdate().replyWithError(new Error("connection reset"));
      const error = await update({ maxRetries: 0 }).catch((error) => error);
      assert.ok(error instanceof APIConnectionError);
      assert.match(error.message, /connection reset/);
    });

    test("retries follow on a fake clock", () =>
      withFakeTimers(async ({ onAttempt, nextRetry }) => {
        expectUpdate()
          .reply(503, {}, { headers: { "retry-after": "9" } })
          .times(2);
        expectUpdate().reply(200, UPDATED);
        const updated = update({ onAttempt });
        await nextRetry();
        await nextRetry();
        assert.deepEqual(await updated, UPDATED);
      }));
  });
}
