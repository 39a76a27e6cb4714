/** Many failing calls at once, in processes of their own: Node 20 may inline calls into the module. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runModule } from "../../support/child.js";

/** Without our guard against it, about one process in five ended with "unreachable code" (V8 11.3). */
const PROCESSES = 6;

const SOURCE = `
  import { OdeusClient } from "odeus-integrations";
  import { ID, KEY } from "./support/calls.js";
  const fetch = async () => new Response(null, { status: 503 });
  const options = { apiKey: KEY, baseUrl: "https://odeus.example", fetch, onAttempt() {} };
  Math.random = () => 0;
  const call = () =>
    new OdeusClient({ ...options, maxRetries: 1 }).updateIntegration(ID, {}).catch(({ code }) => code);
  const codes = await Promise.all(Array.from({ length: 10_000 }, call));
  console.log([...new Set(codes)].join());
`;

test("10,000 failing calls at once never end the process", async () => {
  for (let run = 0; run < PROCESSES; run += 1) {
    const { code, stdout, stderr } = await runModule(SOURCE, { timeout: 120_000 });
    assert.deepEqual([code, stdout.trim()], [0, "server_error"], stderr);
  }
});
