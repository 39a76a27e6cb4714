/** The whole call's deadline when the event loop stalls. The test blocks its own process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ID, KEY } from "../../support/calls.js";

test("no attempt is sent after the whole call's deadline, even if the event loop stalled", async (t) => {
  t.mock.method(Math, "random", () => 0);
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return new Response("", { status: 503, headers: { "retry-after-ms": "10" } });
  };
  const onAttempt = () => {
    const until = performance.now() + 1_200;
    while (performance.now() < until);
  };
  const client = new OdeusClient({ apiKey: KEY, timeoutMs: 1_000, fetch, onAttempt });
  await assert.rejects(client.updateIntegration(ID, {}), { code: "server_error", attempts: 1 });
  assert.equal(sent, 1);
});
