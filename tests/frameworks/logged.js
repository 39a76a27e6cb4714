/** An error for tests of loggers, and what a line of a log must say of it. */
import assert from "node:assert/strict";
import { OdeusClient } from "odeus-integrations";
import { ID, jsonAnswer, KEY } from "../support/calls.js";
import { withServers } from "./odeus.js";

/** A server that refuses the key, and sends the key back in its body and in a header. */
const REFUSED = {
  ...jsonAnswer({ message: "Invalid API key {{key}}", authorization: "{{authorization}}" }, 401, {
    "x-request-id": "request-1",
    "www-authenticate": "Bearer {{key}}",
  }),
  echo: true,
};

/** Makes a call that the server refuses, and returns its error. */
export async function failedCall() {
  let error;
  await withServers(async ({ scripted }) => {
    const { baseUrl } = await scripted.scenario(REFUSED);
    const odeus = new OdeusClient({ apiKey: KEY, baseUrl });
    error = await odeus.updateIntegration(ID.toUpperCase(), {}).catch((error) => error);
  });
  assert.equal(error.name, "AuthenticationError");
  return error;
}

/** What an operator needs to know of that error. */
const EXPECTED = {
  code: "authentication_failed",
  applied: "no",
  attempts: 1,
  retryable: false,
  status: 401,
  requestId: "request-1",
  integrationId: ID,
};

/** Asserts that a logged object tells what an operator needs to know. */
export function assertLogged(line) {
  const found = Object.fromEntries(Object.keys(EXPECTED).map((name) => [name, line[name]]));
  assert.deepEqual(found, EXPECTED, JSON.stringify(line));
}

/** Asserts that a text does not have the key. */
export function assertNoKey(text) {
  assert.ok(!text.includes(KEY), text);
}
