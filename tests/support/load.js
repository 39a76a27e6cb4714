/** Makes thousands of validations and calls, and measures the memory that they leave behind. */
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { answering, refused } from "./answering.js";
import { ID, KEY } from "./calls.js";
import { memories, memorySize, tableLength } from "./instances.js";

const { OdeusClient, validateIntegrationUpdate } = await import("odeus-integrations");

const AT_ONCE = 100;
/**
 * How much longer the table may be than after the warm-up. A leak holds one value for each call.
 */
const TABLE_SLACK = 512;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

/** Good and bad input of every kind. */
const CHANGES = [
  {},
  { name: "Name", description: "Description", iconUrl: "https://a.example/i.png", color: "#fff" },
  { name: "n".repeat(41), description: "d".repeat(91), iconUrl: "/i.png", color: "red" },
  { name: "\ud800", description: "é".repeat(5_000), color: null, colour: "#fff" },
  { name: "n".repeat(100_000), iconUrl: `https://a.example/${"i".repeat(10_000)}` },
  null,
  [],
  "text",
  {
    get name() {
      throw new Error("unreadable");
    },
  },
];

/** Input of calls. Most of it is good, so that most calls send a request. */
const SENDABLE = [...Array(9).fill(CHANGES[1]), CHANGES[2]];

const sized = (length) =>
  JSON.stringify({ integration: { id: "1", name: "n".repeat(length), description: "" } });

/** Answers of every kind, by the words in a test's name. */
export const ANSWERS = {
  success: 200,
  "large success": { status: 200, body: sized(50_000) },
  "success that is not JSON": { status: 200, body: "no JSON" },
  "success of the wrong shape": { status: 200, body: "[]" },
  "status that is not retried": 404,
  "large status that is not retried": {
    status: 400,
    body: JSON.stringify({ message: "m".repeat(10_000) }),
  },
  "status that is retried": 503,
  "status with a wait that is too long": { status: 503, headers: { "retry-after": "999999" } },
  "fetch that rejects": refused,
  "fetch that throws": () => {
    throw new TypeError("thrown");
  },
  "fetch that resolves to nothing": () => Promise.resolve(undefined),
};

/** Makes `count` validations. */
export function validate(count) {
  for (let index = 0; index < count; index += 1) {
    const issues = validateIntegrationUpdate(CHANGES[index % CHANGES.length]);
    assert.ok(Array.isArray(issues));
  }
}

/** Makes `count` calls, a hundred at a time. Retries do not wait. The answers take turns. */
export async function call(count, answers = Object.values(ANSWERS)) {
  const { random } = Math;
  Math.random = () => 0;
  let next = 0;
  const fetch = (url, init) => answering(answers[next++ % answers.length]).fetch(url, init);
  const client = new OdeusClient({ apiKey: KEY, baseUrl: "https://odeus.example", fetch });
  const { signal } = new AbortController();
  const one = (index) =>
    client
      .updateIntegration(ID, SENDABLE[index % SENDABLE.length], { signal })
      .catch((error) => error);
  try {
    for (let done = 0; done < count; done += AT_ONCE) {
      const results = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => one(done + index)),
      );
      assert.ok(results.every(({ code }) => code !== "internal_error"));
    }
  } finally {
    Math.random = random;
  }
}

/**
 * Runs a warm-up and then the load, and asserts that the load did not make memory grow.
 * @param {() => unknown} warmUp
 * @param {() => unknown} run
 * @param {number} heapGrowthMiB how much JavaScript's own memory may grow
 */
export async function assertFlat(warmUp, run, heapGrowthMiB) {
  await warmUp();
  assert.ok(memories().length > 0, "an instance was seen");
  const before = await measure();
  await run();
  const after = await measure();
  const told = `before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`;
  assert.equal(after.wasm, before.wasm, told);
  assert.ok(after.table - before.table < TABLE_SLACK, told);
  assert.ok(after.heap - before.heap < heapGrowthMiB * 2 ** 20, told);
  return { before, after };
}

async function measure() {
  // Finalizers run in a later turn of the event loop.
  for (let turn = 0; turn < 3; turn += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { wasm: memorySize(), table: tableLength(), heap: process.memoryUsage().heapUsed };
}
