/** A good id and key, and helpers that make calls and check them. Runs in every runtime. */

export const ID = "550e8400-e29b-41d4-a716-446655440000";
export const KEY = "odeus-key-0123456789abcdef";

/**
 * @typedef {object} Tools the tools that a case gets
 * @property {typeof import("odeus-integrations")} sdk
 * @property {typeof import("odeus-integrations/testing")} testing
 * @property {typeof import("chai").assert} assert
 * @property {ReturnType<typeof import("./control.js").connect>["odeus"]} odeus
 * @property {ReturnType<typeof import("./control.js").connect>["scripted"]} scripted
 * @property {ReturnType<typeof import("./control.js").connect>["faults"]} faults
 */

/** Makes a scripted answer with a JSON body. */
export function jsonAnswer(value, status = 200, headers = {}) {
  const type = { "content-type": "application/json" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** The scripted answer of a successful update. */
export const UPDATED = jsonAnswer({
  integration: { id: ID, name: "Name", description: "Description" },
});

/** Makes a case of each row `[label, ...values]`. The label replaces `%s` in the name. */
export function table(name, rows, run) {
  return rows.map(([label, ...values]) => ({
    name: name.replace("%s", () => label),
    run: (t) => run(t, ...values),
  }));
}

/** Waits for a promise. Returns `{ value }` if it resolves, or `{ error }` if it rejects. */
export function settle(promise) {
  return promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
}

/** Returns the error that a promise rejects with. Fails if the promise resolves. */
export async function rejection(t, promise) {
  const outcome = await settle(promise);
  t.assert.property(outcome, "error", "the call should have been rejected");
  return outcome.error;
}

/** Returns the value that a function throws. Fails if the function returns. */
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

/** Asserts the class and the given properties of an error. */
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
  // These are not default values of parameters, because `undefined` is an input, too.
  const { id, changes, options, answers } = { ...DEFAULTS, ...setup };
  const scenario = await t.scripted.scenario(...answers);
  const all = { apiKey: KEY, baseUrl: scenario.baseUrl, maxRetries: 0, ...options };
  const outcome = await settle(t.sdk.updateIntegration(id, changes, all));
  return { ...outcome, requests: await scenario.requests() };
}

/** Makes one call that succeeds, and returns its only request. */
export async function sent(t, changes, options = {}, id = ID) {
  const { error, requests } = await call(t, { id, changes, options });
  if (error) throw error;
  t.assert.lengthOf(requests, 1);
  return requests[0];
}

/** Makes one call and returns its error. Fails if the call resolves. */
export async function failed(t, setup) {
  const { error } = await call(t, setup);
  t.assert.isDefined(error, "the call should have been rejected");
  return error;
}

/**
 * Asserts that a call and `buildUpdateRequest` refuse an input with the same issues, and that
 * nothing is sent. Returns the issues.
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

/** Like {@link refused}. Also asserts that `validateIntegrationUpdate` gives the same issues. */
export async function refusedChanges(t, changes) {
  const issues = await refused(t, ID, changes);
  t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), issues);
  return issues;
}

/** Returns the code and the path of each issue. */
export function bare(issues) {
  return issues.map(({ code, path }) => ({ code, path }));
}

/** Returns the value of a header, or `undefined` if it is absent. Fails if it came twice. */
export function header(t, request, name) {
  const values = request.headers.filter(([found]) => found.toLowerCase() === name);
  t.assert.isAtMost(values.length, 1, `${name} came once`);
  return values[0]?.[1];
}

/** Asserts that every function with a client's options refuses them. Returns the call's error. */
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

/** Runs a function while `Object.prototype` has properties. No other code runs in that time. */
export function polluted(properties, run) {
  try {
    for (const key of Reflect.ownKeys(properties)) {
      const value = properties[key];
      Object.defineProperty(Object.prototype, key, { value, configurable: true, writable: true });
    }
    return run();
  } finally {
    for (const key of Reflect.ownKeys(properties)) delete Object.prototype[key];
  }
}

/**
 * Returns everything that a value shows: its text, its JSON and all own properties, at any depth.
 */
export function shown(value, seen = new Set()) {
  if (typeof value !== "object" || value === null) return String(value);
  if (seen.has(value)) return "";
  seen.add(value);
  const keys = Reflect.ownKeys(value);
  const parts = keys.map((key) => `${String(key)}: ${shown(value[key], seen)}`);
  return [String(value), JSON.stringify(value), ...parts].join("\n");
}
