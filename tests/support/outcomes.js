/** What every error of a call says: whether the update was made, and to which integration. */
import { KEY, rejection } from "./calls.js";
import { withoutJitter } from "./no-jitter.js";

/** As a caller may write it. */
export const GIVEN_ID = "550E8400-E29B-41D4-A716-446655440000";
/** As it is sent, and as errors have it. */
export const SENT_ID = GIVEN_ID.toLowerCase();

/** All that the contract says of errors. A property that does not apply is absent. */
const PROPERTIES = [
  ...["name", "code", "message", "integrationId", "attempts", "applied", "retryable", "cause"],
  ...["issues", "option", "status", "requestId", "retryAfterMs", "body", "timeoutMs"],
];

/** Asserts what an error of a call says, whatever it is. */
export function assertShape(t, error) {
  t.assert.equal(error.integrationId, SENT_ID, `integrationId of: ${error.message}`);
  t.assert.include(error.message, SENT_ID);
  t.assert.isAtMost(error.message.length, 500);
  const missing = PROPERTIES.filter((name) => name in error && error[name] === undefined);
  t.assert.deepEqual(missing, [], "properties that are undefined");
  t.assert.notProperty(error, "sent");
  const { integrationId, applied } = error.toJSON();
  t.assert.deepEqual(
    { integrationId, applied },
    { integrationId: SENT_ID, applied: error.applied },
  );
}

/**
 * Makes a call by a client of its own, without jitter, and asserts its error: `code`, `applied` and
 * the given properties, and what {@link assertShape} asserts.
 * @param {import("./calls.js").Tools} t
 * @param {object} options of the client; `signal` is the call's
 * @param {{ code: string, applied: "no" | "unknown" | "yes" }} expected
 */
export async function assertOutcome(t, { signal, ...options }, expected) {
  const all = { apiKey: KEY, baseUrl: "https://odeus.example", ...options };
  const client = new t.sdk.OdeusClient(all);
  const request = signal === undefined ? {} : { signal };
  const error = await withoutJitter(() =>
    rejection(t, client.updateIntegration(GIVEN_ID, { name: "Name" }, request)),
  );
  t.assert.instanceOf(error, t.sdk.OdeusError);
  const found = Object.keys(expected).map((name) => [name, error[name]]);
  const told = `${JSON.stringify(Object.fromEntries(found))} of: ${error.message}`;
  t.assert.deepEqual(Object.fromEntries(found), expected, told);
  assertShape(t, error);
  return error;
}
