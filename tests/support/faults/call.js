/** Makes a call that meets a fault, and checks its outcome. Runs in every runtime. */
import { ID, KEY, settle } from "../calls.js";

/** How much later than its deadline a call may settle. */
const GRACE_MS = 3_000;

/**
 * Makes a call and asserts that it settled in time: before its own deadline, and before the
 * deadlines of its attempts and the waits between them.
 * @param {import("../calls.js").Tools} t
 * @param {string} baseUrl
 * @param {{ timeoutMs: number, attemptTimeoutMs: number, maxRetries: number }} options
 */
export async function callInTime(t, baseUrl, options) {
  const events = [];
  const onAttempt = (event) => events.push(event);
  const startedAt = performance.now();
  // All tests of a process share the retry budget of the plain function. A client has its own.
  const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, onAttempt, ...options });
  const outcome = await settle(client.updateIntegration(ID, { name: "Faults" }));
  const tookMs = performance.now() - startedAt;
  const waitsMs = events.reduce((sum, { retryDelayMs = 0 }) => sum + retryDelayMs, 0);
  const limitMs = Math.min(options.timeoutMs, events.length * options.attemptTimeoutMs + waitsMs);
  t.assert.isAtMost(tookMs, limitMs + GRACE_MS, "settled within its deadline");
  return { ...outcome, events };
}

/** Asserts that a call ended with the outcome, or with one of several outcomes. */
export function assertOutcome(t, { value, error }, outcomes) {
  const allowed = [outcomes].flat();
  const candidates = allowed.filter(({ code }) => code === error?.code);
  const outcome = candidates.find(({ applied }) => applied === error?.applied) ?? candidates[0];
  const codes = allowed.map(({ code = "a success" }) => code).join(" or ");
  t.assert.isDefined(outcome, `expected ${codes}, not ${error ? error.stack : "a success"}`);
  if (error === undefined) {
    t.assert.isString(value.integration.id);
    return outcome;
  }
  t.assert.instanceOf(error, t.sdk[outcome.class]);
  t.assert.equal(error.name, outcome.class);
  for (const property of ["applied", "retryable", "status"]) {
    if (property in outcome) t.assert.equal(error[property], outcome[property], property);
  }
  return outcome;
}

/** Waits until `isTrue` accepts what a scenario saw. A server can learn facts after the call. */
export async function eventually(t, scenario, isTrue, message) {
  const lastMoment = performance.now() + 10_000;
  for (;;) {
    const seen = await scenario.requests();
    if (isTrue(seen)) return seen;
    t.assert.isBelow(performance.now(), lastMoment, `${message}: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
