// `npm start` shows one update on the local Odeus and one input that the client rejects.
// With ODEUS_API_KEY set, it updates a real integration:
// `npm start -- <integrationId> name="New name" color=#0a84ff`.
import { setUp } from "./setup.js";

setUp();
const { buildUpdateRequest, OdeusClient, OdeusError } = await import("odeus-integrations");
const { start } = await import("../tests/support/servers/odeus/server.js");

if (process.env.ODEUS_API_KEY) {
  const [id = "", ...fields] = process.argv.slice(2);
  await show(id, Object.fromEntries(fields.map((field) => splitField(field))), {});
} else {
  const odeus = await start();
  try {
    console.log(`A local Odeus listens on ${odeus.url}. Set ODEUS_API_KEY to use the real Odeus.`);
    const options = { apiKey: odeus.apiKey, baseUrl: odeus.baseUrl };
    await show(odeus.integrationId, { name: "Weather", color: "#0a84ff" }, options);
    await show("not-a-uuid", { nmae: "x", description: "y".repeat(91), color: "blue" }, options);
    console.log(`\nRequests that reached the server: ${odeus.requests().length}.`);
  } finally {
    await odeus.close();
  }
}

/**
 * Makes an update and shows what happened.
 * @param {string} id
 * @param {Record<string, string>} changes
 * @param {{ apiKey?: string, baseUrl?: string }} options
 */
async function show(id, changes, options) {
  console.log(`\nupdateIntegration(${JSON.stringify(id)}, ${JSON.stringify(changes)})`);
  try {
    const request = buildUpdateRequest(id, changes, options);
    const body = await request.text();
    const answer = await new OdeusClient(options).updateIntegration(id, changes);
    console.log(`  request  ${request.method} ${request.url}`);
    console.log(`           ${body}`);
    console.log(`  answer   ${JSON.stringify(answer)}`);
  } catch (error) {
    if (!(error instanceof OdeusError)) throw error;
    console.log(`  failed   ${error.name}, ${error.attempts} requests sent`);
    const issues =
      "issues" in error ? /** @type {{ path: string[], message: string }[]} */ (error.issues) : [];
    for (const { path, message } of issues) console.log(`           ${path.join(".")}: ${message}`);
    if (issues.length === 0) console.log(`           ${error.message}`);
    if (options.apiKey === undefined) process.exitCode = 1;
  }
}

/** @param {string} field as `name=value` */
function splitField(field) {
  const at = field.indexOf("=");
  return [field.slice(0, at), field.slice(at + 1)];
}
