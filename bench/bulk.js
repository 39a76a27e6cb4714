// Measures many updates on a server that limits its rate, beside other ways to make them. The server and
// each contender have a process of their own.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { idealMs, withLimitedProcess } from "../tests/support/servers/limited-process.js";
import { UPDATERS } from "./updaters.js";

const PROGRAM = fileURLToPath(new URL("programs/bulk.js", import.meta.url));
const UPDATES = 5_000;
const LIMIT = { perSecond: 200, burst: 200, delayMs: 20 };
/** The most requests at once. The first is the default of `updateIntegrations`. */
const AT_ONCE = [8, 32];
const IDEAL_MS = idealMs(UPDATES, LIMIT);

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} time the total time, divided by the ideal time
 * @property {number} refused the refused requests for 100 updates
 * @property {number} heap in MiB
 */

/** @returns {Promise<import("./report.js").Section[]>} */
export async function measureBulk() {
  const ms = await measureWith("ms");
  const seconds = await measureWith("seconds");
  return [
    section("Many updates, waits in ms", "total time / ideal time", ms, "time", 1.12),
    section("Many updates, waits in ms", "refused requests / 100 updates", ms, "refused", 3),
    section("Many updates, waits in seconds", "total time / ideal time", seconds, "time", 1.25),
    section(
      "Many updates, waits in seconds",
      "refused requests / 100 updates",
      seconds,
      "refused",
      3,
    ),
    section("Many updates, the heap at its peak", "MiB", ms, "heap"),
  ];
}

/**
 * @param {"ms" | "seconds"} retryAfter how the server names the wait after a refusal
 * @returns {Promise<Outcome[]>}
 */
async function measureWith(retryAfter) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const concurrency of AT_ONCE) {
    for (const name of Object.keys(UPDATERS)) {
      const label = concurrency === AT_ONCE[0] ? name : `${name}, ${concurrency} at once`;
      const { value, refused } = await withLimitedProcess({ ...LIMIT, retryAfter }, (baseUrl) =>
        runProgram(name, baseUrl, concurrency),
      );
      const { ms, failed, heap } = value;
      if (failed > 0) console.log(`${label}, waits in ${retryAfter}: ${failed} updates failed`);
      outcomes.push({
        name: label,
        time: ms / IDEAL_MS,
        refused: (100 * refused) / UPDATES,
        heap: heap / 1_048_576,
      });
    }
  }
  return outcomes;
}

/**
 * @param {string} name
 * @param {string} baseUrl
 * @param {number} concurrency
 * @returns {Promise<{ ms: number, failed: number, heap: number }>}
 */
async function runProgram(name, baseUrl, concurrency) {
  const parameters = ["--expose-gc", PROGRAM, name, baseUrl, String(UPDATES), String(concurrency)];
  const { stdout } = await promisify(execFile)(process.execPath, parameters);
  return JSON.parse(stdout);
}

/**
 * @param {string} title
 * @param {string} unit
 * @param {Outcome[]} outcomes
 * @param {"time" | "refused" | "heap"} figure
 * @param {number} [atMost] the target
 * @returns {import("./report.js").Section}
 */
function section(title, unit, outcomes, figure, atMost) {
  const rows = outcomes.map((outcome) => ({
    name: outcome.name,
    value: outcome[figure],
    rounds: [outcome[figure]],
  }));
  return { title, unit, rows, ...(atMost !== undefined && { targets: [{ atMost }] }) };
}
