/** What the behaviour suites share: one good input, and the ways a call is made and looked at. */

export const ID = "550e8400-e29b-41d4-a716-446655440000";
export const KEY = "odeus-key-0123456789abcdef";

/**
 * @typedef {object} Tools what a case is given
 * @property {typeof import("odeus-integrations")} sdk
 * @property {typeof import("chai").assert} assert
 * @property {ReturnType<typeof import("./control.js").connect>["odeus"]} odeus
 * @property {ReturnType<typeof import("./control.js").connect>["scripted"]} scripted
 * @property {ReturnType<typeof import("./control.js").connect>["faults"]} faults
 */

/** A scripted answer with JSON in it. */
export function jsonAnswer(value, status = 200, headers = {}) {
  const type = { "content-type": "application/json" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** The scripted answer of an update that worked. */
export const UPDATED = jsonAnswer({
  integration: { id: ID, name: "Name", description: "Description" },
});

/** A case for each row, `[label, ...values]`; the label goes into the name for `%s`. */
export function table(name, rows, run) {
  return rows.map(([label, ...values]) => ({
    name: name.replace("%s", () => label),
    run: (t) => run(t, ...values),
  }));
}

/** What a promise rejects with; fails if it resolves. */
export async function rejection(t, promise) {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  t.assert.property(outcome, "error", "the call should have been rejected");
  return outcome.error;
}

/** What a function throws; fails if it returns. */
export function thrown(t, run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return t.assert.fail("nothing was thrown");
}

/** Whether a call made the update, by the status of an error (the contract, "What comes back"). */
export function appliedBy(status) {
  return 300 <= status && status <= 499 ? "no" : "unknown";
}

/** Asserts the class, and each given property, of an error. */
export function assertError(t, error, className, properties = {}) {
  t.assert.instanceOf(error, t.sdk[className]);
  t.assert.equal(error.name, className);
  for (const [property, value] of Object.entries(properties)) {
    t.assert.deepEqual(error[property], value, `${property} of: ${error.message}`);
  }
}

const DEFAULTS = { id: ID, changes: {}, options: {}, answers: [UPDATED] };

/**
 * Makes one call on a new scenario and reads what the server saw.
 * @param {Tools} t
 * @returns the value or the error, and the requests
 */
export async function call(t, setup = {}) {
  // No default values: `undefined` is an input like any other.
  const { id, changes, options, answers } = { ...DEFAULTS, ...setup };
  const scenario = await t.scripted.scenario(...answers);
  const all = { apiKey: KEY, baseUrl: scenario.baseUrl, maxRetries: 0, ...options };
  const outcome = await t.sdk.updateIntegration(id, changes, all).then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  return { ...outcome, requests: await scenario.requests() };
}

/** Makes one call that the scenario answers with an update, and returns the only request. */
export async function sent(t, changes, options = {}, id = ID) {
  const { error, requests } = await call(t, { id, changes, options });
  if (error) throw error;
  t.assert.lengthOf(requests, 1);
  return requests[0];
}

/** Makes one call that rejects and returns the error. */
export async function failed(t, setup) {
  const { error } = await call(t, setup);
  t.assert.isDefined(error, "the call should have been rejected");
  return error;
}

/**
 * Asserts that an input is refused with the same issues by a call, which sends nothing, and by
 * `buildUpdateRequest`, and returns the issues.
 */
export async function refused(t, id, changes) {
  const { error, requests } = await call(t, { id, changes });
  assertError(t, error, "ValidationError", { code: "invalid_input", attempts: 0, applied: "no" });
  t.assert.isFalse(error.retryable);
  t.assert.lengthOf(requests, 0, "bad input sends nothing");
  for (const { message } of error.issues) t.assert.isAbove(message.length, 10);
  const offline = thrown(t, () => t.sdk.buildUpdateRequest(id, changes, { apiKey: KEY }));
  assertError(t, offline, "ValidationError", { issues: error.issues });
  return error.issues;
}

/** As {@link refused}, and the same issues from `validateIntegrationUpdate`. */
export async function refusedChanges(t, changes) {
  const issues = await refused(t, ID, changes);
  t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), issues);
  return issues;
}

/** The issues without their messages. */
export function bare(issues) {
  return issues.map(({ code, path }) => ({ code, path }));
}

/** The value of a header, `undefined` if it is absent; fails if it came twice. */
export function header(t, request, name) {
  const values = request.headers.filter(([found]) => found.toLowerCase() === name);
  t.assert.isAtMost(values.length, 1, `${name} came once`);
  return values[0]?.[1];
}

/** Asserts that options are refused by everything that takes a client's options. */
export async function refusedOptions(t, options, option) {
  const { error, requests } = await call(t, { options });
  assertConfigurationError(t, error, option);
  t.assert.lengthOf(requests, 0, "a bad option sends nothing");
  const all = { apiKey: KEY, ...options };
  const offline = thrown(t, () => t.sdk.buildUpdateRequest(ID, {}, all));
  assertConfigurationError(t, offline, option);
  assertConfigurationError(
    t,
    thrown(t, () => new t.sdk.OdeusClient(all)),
    option,
  );
  return error;
}

/** Asserts a `ConfigurationError` about an option. */
export function assertConfigurationError(t, error, option) {
  assertError(t, error, "ConfigurationError", {
    code: "invalid_configuration",
    option,
    attempts: 0,
    applied: "no",
    retryable: false,
  });
}

/** Runs with properties on `Object.prototype`; synchronous, so that nothing else sees them. */
export function polluted(properties, run) {
  try {
    for (const [key, value] of Object.entries(properties)) {
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
    }
    return run();
  } finally {
    for (const key of Object.keys(properties)) delete Object.prototype[key];
  }
}

/** All that an error or a value may show: its text, its JSON, and each own property, deeply. */
export function shown(value, seen = new Set()) {
  if (typeof value !== "object" || value === null) return String(value);
  if (seen.has(value)) return "";
  seen.add(value);
  const keys = Reflect.ownKeys(value);
  const parts = keys.map((key) => `${String(key)}: ${shown(value[key], seen)}`);
  return [String(value), JSON.stringify(value), ...parts].join("\n");
}
