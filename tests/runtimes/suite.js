/**
 * Runs the behaviour suites. Plain JavaScript and `fetch` only, because it runs in every runtime.
 */
import { assert } from "chai";
import { connect } from "../support/control.js";

/** How many cases run at the same time. They spend most of their time waiting. */
const AT_ONCE = 8;

/** Topics that measure time or keep the processor busy. Nothing else runs beside them. */
const ALONE = ["faults that last", "huge inputs"];

/** The longest time that a case may take. */
const CASE_TIMEOUT_MS = 30_000;

/**
 * @typedef {{ name: string, run: (tools: object) => unknown }} Case
 * @typedef {{ topic: string, cases: Case[] }} Topic
 * @typedef {{ topic: string, name: string, error?: string }} Result
 */

/**
 * Runs every case except the skipped ones.
 * @param {Topic[]} topics
 * @param {{ sdk: object, testing: object, urls: Parameters<typeof connect>[0], skip?: string[] }} setup
 * @returns {Promise<Result[]>}
 */
export async function runSuite(topics, { sdk, testing, urls, skip = [] }) {
  const tools = { sdk, testing, assert, ...connect(urls) };
  const results = [];
  const casesOf = (isWanted) =>
    topics
      .filter(({ topic }) => isWanted(topic))
      .flatMap(({ topic, cases }) => cases.map((one) => ({ topic, ...one })))
      .filter(({ name }) => !skip.includes(name));
  const runAll = async (waiting) => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { topic, name, run } = next;
      results.push({ topic, name, ...(await outcome(run, tools)) });
    }
  };
  await runAll(casesOf((topic) => ALONE.includes(topic)));
  const others = casesOf((topic) => !ALONE.includes(topic));
  await Promise.all(Array.from({ length: AT_ONCE }, () => runAll(others)));
  return results;
}

async function outcome(run, tools) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the case does not end")), CASE_TIMEOUT_MS);
  });
  try {
    await Promise.race([(async () => run(tools))(), tooLong]);
    return {};
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  } finally {
    clearTimeout(timer);
  }
}
