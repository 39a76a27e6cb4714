/** Runs the command line of the installed package, in processes of their own; Node only. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { idOf } from "./bulk.js";
import { KEY } from "./calls.js";

/** The program, as npm installs it. */
export const PROGRAM = fileURLToPath(
  new URL("../node_modules/.bin/odeus-integrations", import.meta.url),
);

/** How long a program may run. */
const TIMEOUT_MS = 60_000;

/** Makes an empty folder that is removed at the end of a test. Returns functions for its files. */
export async function makeFolder(t) {
  const path = await mkdtemp(join(tmpdir(), "odeus-cli-"));
  t.after(() => rm(path, { recursive: true, force: true }));
  const fileOf = (name) => join(path, name);
  return {
    path,
    fileOf,
    write: (name, content) => writeFile(fileOf(name), content),
    read: (name) => readFile(fileOf(name), "utf8"),
    readState: async (name) => JSON.parse(await readFile(fileOf(name), "utf8")),
  };
}

/**
 * Starts the program.
 * @param {string[]} parameters
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {Record<string, string>} [options.env] its environment, beside PATH and a key
 * @param {string[]} [options.command] what runs the program, such as `["deno", "run", "-A"]`
 * @param {string} [options.program] the program, if it is that of another folder of tests
 */
export function startCli(
  parameters,
  { cwd, env = {}, command = [process.execPath], program = PROGRAM } = {},
) {
  const [file, ...before] = [...command, program, ...parameters];
  const { PATH, HOME } = process.env;
  const child = spawn(file, before, {
    cwd,
    env: { PATH, HOME, ODEUS_API_KEY: KEY, ...env },
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      output[name] += text;
    });
  }
  // A program may end before it has read its input.
  child.stdin.on("error", () => {});
  const ended = once(child, "close").then(([code, signal]) => ({
    code: code ?? signal,
    ...output,
  }));
  return { child, output, ended };
}

/** Runs the program to its end. `input` is its standard input. */
export async function runCli(parameters, { input = "", ...options } = {}) {
  const { child, ended } = startCli(parameters, options);
  child.stdin.end(input);
  return ended;
}

/** The environment in which the program reaches a server. */
export function reaching({ url }) {
  return { ODEUS_BASE_URL: url };
}

/** The objects of an output of `--json`. */
export function parseLines(text) {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** The results and the summary of an output of `--json`. Fails if there is anything else. */
export function parseResults(text) {
  const objects = parseLines(text);
  const summary = objects.pop();
  if (summary?.type !== "summary" || objects.some(({ type }) => type !== "result")) {
    throw new Error(`not results and a summary: ${text}`);
  }
  return { results: objects, summary };
}

/** Rows with different ids. */
export function rowsOf(count, first = 0) {
  return Array.from({ length: count }, (_, number) => ({
    id: idOf(first + number),
    name: `Name ${first + number}`,
  }));
}

/** Rows as NDJSON. */
export function toNdjson(rows) {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}
