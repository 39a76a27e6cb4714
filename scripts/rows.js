// Runs programs as rows of a report: each row has a name, a result and a time.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./run.js";

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} program
 * @property {string[]} parameters
 * @property {string} [folder] where the program runs, from the root
 * @property {Record<string, string>} [env]
 *
 * @typedef {{ name: string, passed: boolean, seconds: number }} Result
 */

/**
 * Runs the rows one after the other, and shows their output as it comes.
 * @param {Row[]} rows
 * @returns {Promise<Result[]>}
 */
export function runRows(rows) {
  return runLane(rows, (row) => start(row, "inherit").ended);
}

/**
 * Runs several lists of rows at the same time, and shows the output of a row when the row ends.
 * @param {Row[][]} lanes
 * @returns {Promise<Result[]>}
 */
export async function runLanes(lanes) {
  const results = await Promise.all(
    lanes.map((rows) =>
      runLane(rows, async (row) => {
        const { child, ended } = start(row, "pipe");
        /** @type {Buffer[]} */
        const output = [];
        child.stdout?.on("data", (part) => output.push(part));
        child.stderr?.on("data", (part) => output.push(part));
        const passed = await ended;
        process.stdout.write(`\n${row.name}\n\n`);
        process.stdout.write(Buffer.concat(output));
        return passed;
      }),
    ),
  );
  return results.flat();
}

/**
 * Prints the results, and makes the process fail if one row failed.
 * @param {Result[]} results
 */
export function printResults(results) {
  console.log("");
  for (const { name, passed, seconds } of results) {
    console.log(`${passed ? "pass" : "FAIL"}  ${name}  ${Math.round(seconds)} s`);
  }
  if (results.some(({ passed }) => !passed)) process.exitCode = 1;
}

/**
 * Runs rows one after the other. A row that fails does not stop the next one.
 * @param {Row[]} rows
 * @param {(row: Row) => Promise<boolean>} runRow
 */
async function runLane(rows, runRow) {
  const results = [];
  for (const row of rows) {
    const startedAt = Date.now();
    const passed = await runRow(row);
    results.push({ name: row.name, passed, seconds: (Date.now() - startedAt) / 1_000 });
  }
  return results;
}

/**
 * Starts a row's program. `ended` says whether the program succeeded.
 * @param {Row} row
 * @param {"inherit" | "pipe"} output
 */
function start({ program, parameters, folder = ".", env = {} }, output) {
  const child = spawn(program, parameters, {
    cwd: join(ROOT, folder),
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
  });
  /** @type {Promise<boolean>} */
  const ended = new Promise((resolve) => {
    child.on("close", (code) => resolve(code === 0));
    child.on("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
  });
  return { child, ended };
}
