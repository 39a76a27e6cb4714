/** Changes from another realm are judged as those of this realm. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";
import { validateIntegrationUpdate } from "odeus-integrations";
import { bare } from "../../support/calls.js";

const AT_CHANGES = [{ code: "invalid_type", path: [] }];

/** Runs an expression in a new realm, after a statement. */
function evaluate(expression, statement = "") {
  return runInContext(`${statement};(${expression})`, createContext({}));
}

describe("changes of another realm", () => {
  for (const expression of [
    "{}",
    "{ name: 'A' }",
    "Object.create(null)",
    "new (class { name = 'A' })()",
    "new Proxy({}, {})",
  ]) {
    test(`${expression} is accepted`, () => {
      assert.deepEqual(validateIntegrationUpdate(evaluate(expression)), []);
    });
  }

  for (const expression of [
    "new Map([['name', 'A']])",
    "new Set()",
    "[]",
    "[{ name: 'A' }]",
    "new Uint8Array(2)",
    "(function* () {})()",
    "{ name: 'A', [Symbol.iterator]() {} }",
    "() => {}",
    "new Date(0)",
    "Promise.resolve()",
    "new (class { get name() { return 'A' } })()",
    "Object.create({ name: 'A' })",
  ]) {
    test(`${expression} is refused`, () => {
      assert.deepEqual(bare(validateIntegrationUpdate(evaluate(expression))), AT_CHANGES);
    });
  }

  test("an iterator on that realm's Object.prototype makes its plain objects not iterable", () => {
    const pollution = "Object.prototype[Symbol.iterator] = function* () {}";
    for (const expression of ["{}", "{ name: 'A' }"]) {
      assert.deepEqual(validateIntegrationUpdate(evaluate(expression, pollution)), []);
    }
  });

  test("a Map of another realm gets the advice about a Map", () => {
    const [{ message }] = validateIntegrationUpdate(evaluate("new Map()"));
    assert.match(message, /They are a Map: pass Object\.fromEntries\(changes\)\.$/);
  });
});
