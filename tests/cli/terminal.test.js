/**
 * The command line in a terminal: progress, colours, Ctrl-C, a narrow window. The program `script` of
 * util-linux makes the terminal.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, test } from "node:test";
import { KEY } from "../support/calls.js";
import {
  makeFolder,
  PROGRAM,
  parseResults,
  reaching,
  rowsOf,
  runCli,
  startCli,
  toNdjson,
} from "../support/cli.js";
import { startLimited } from "../support/servers/limited.js";

/** What the program writes in front of its progress. */
const CLEAR = "\r<ESC>[K";
const COLOR = /<ESC>\[3\dm/;

/**
 * Runs a command line in a terminal.
 * @param {string} command what a shell runs; `$CLI` is the program
 * @returns a function that types, and the end: all that the terminal got, with the character that begins
 *   a control sequence as `<ESC>`, and the exit status
 */
function startTerminal(command, { cwd, env, columns = 80 }) {
  const { PATH, HOME } = process.env;
  const script = `stty cols ${columns}; ${command}; echo "[status $?]"`;
  const child = spawn("script", ["--quiet", "--flush", "--command", script, "/dev/null"], {
    cwd,
    env: {
      ...{ PATH, HOME, TERM: "xterm", SHELL: "/bin/bash", ODEUS_API_KEY: KEY },
      CLI: `${process.execPath} ${PROGRAM}`,
      ...env,
    },
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  let text = "";
  let onData = () => {};
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part.replaceAll("\x1b", "<ESC>");
    onData();
  });
  const ended = once(child, "close").then(() => {
    const [, status] = /\[status (\d+)\]/.exec(text) ?? [];
    return { text, status: Number(status) };
  });
  /** Waits until the terminal has a text. */
  const until = (pattern) =>
    new Promise((resolve) => {
      onData = () => {
        if (pattern.test(text)) resolve();
      };
      onData();
    });
  return { type: (keys) => child.stdin.write(keys), until, ended };
}

/** Starts a server and a file of rows, and runs a command there. */
async function prepare(t, { rows = rowsOf(60), ...limits } = {}) {
  const server = await startLimited({ delayMs: 20, ...limits });
  t.after(() => server.close());
  const folder = await makeFolder(t);
  await folder.write("rows.ndjson", toNdjson(rows));
  const run = (command, { env, columns } = {}) =>
    startTerminal(command, { cwd: folder.path, env: { ...reaching(server), ...env }, columns });
  return { run, folder, server };
}

/** The texts that the progress had. */
const progressIn = (text) =>
  text
    .split(CLEAR)
    .slice(1)
    .map((part) => part.split("\r")[0])
    .filter((part) => / done/.test(part));

describe("in a terminal", { concurrency: 2 }, () => {
  test("a run shows how far it is, and removes that at the end", async (t) => {
    const { run } = await prepare(t);
    const { text, status } = await run("$CLI apply rows.ndjson --concurrency 2").ended;
    assert.equal(status, 0);
    const lines = progressIn(text);
    assert.ok(lines.length > 2, text);
    assert.match(lines.at(-1), /^\d+ of 60 done, 0 failed, \d+ s left, [\d.]+\/s$/);
    const end = text.lastIndexOf(" done, ");
    assert.match(text.slice(end), /^[^\n]*\r<ESC>\[K60 rows: 60 updated, 0 failed\./);
    assert.equal(text.split(/updated.*line/).length, 61, "no result is lost");
  });

  test("a run says for how long the API asks to wait", async (t) => {
    const { run } = await prepare(t, { perSecond: 0.7, burst: 1, rows: rowsOf(3) });
    const { text, status } = await run("$CLI apply rows.ndjson").ended;
    assert.equal(status, 0);
    assert.match(text, /of 3 done, 0 failed, the API asks to wait \d+ s/);
  });

  test("the progress fits into a narrow window", async (t) => {
    const { run } = await prepare(t);
    const { text, status } = await run("$CLI apply rows.ndjson --concurrency 2 > results", {
      columns: 24,
    }).ended;
    assert.equal(status, 0);
    const lines = progressIn(text);
    assert.ok(lines.length > 0);
    for (const line of lines) assert.ok(line.length < 24, line);
    const drawn = text.split(" done").length - 1;
    assert.ok(drawn < 30, `the progress was drawn ${drawn} times for 60 results in a file`);
    assert.match(lines.at(-1), /^\d+ of 60 done/);
  });

  for (const [name, command, env] of [
    ["where CI is set", "$CLI apply rows.ndjson --concurrency 2", { CI: "true" }],
    ["with --quiet", "$CLI apply rows.ndjson --concurrency 2 --quiet", {}],
    [
      "on a terminal that cannot delete a line",
      "$CLI apply rows.ndjson --concurrency 2",
      { TERM: "dumb" },
    ],
    ["if standard error is a file", "$CLI apply rows.ndjson --concurrency 2 2> messages", {}],
  ]) {
    test(`there is no progress ${name}`, async (t) => {
      const { run } = await prepare(t);
      const { text, status } = await run(command, { env }).ended;
      assert.equal(status, 0);
      assert.ok(!text.includes(CLEAR) && !/ done/.test(text), text);
    });
  }

  test("results have colours, but not with NO_COLOR", async (t) => {
    const { run } = await prepare(t, {
      rows: rowsOf(2),
      statusOf: ({ id }) => (id.endsWith("1") ? 404 : 200),
    });
    const { text } = await run("$CLI apply rows.ndjson").ended;
    assert.match(text, /<ESC>\[32mupdated<ESC>\[39m/);
    assert.match(text, /<ESC>\[31mfailed <ESC>\[39m/);
    const plain = await run("$CLI apply rows.ndjson", { env: { NO_COLOR: "1" } }).ended;
    assert.doesNotMatch(plain.text, COLOR);
    assert.match(plain.text, /updated {2}/);
    const piped = await run("$CLI apply rows.ndjson | cat").ended;
    assert.doesNotMatch(piped.text, COLOR);
  });

  test("Ctrl-C saves the state, and a later run goes on", async (t) => {
    const { run, folder, server } = await prepare(t);
    const terminal = run("$CLI apply rows.ndjson --resume state.json --concurrency 1");
    await terminal.until(/line 9\b/);
    terminal.type("\x03");
    const { text, status } = await terminal.ended;
    assert.equal(status, 130);
    assert.match(text, /Stopping: what is under way is finished first/);
    const { rows } = await folder.readState("state.json");
    assert.ok(rows >= 8 && rows < 60, `${rows}`);
    const second = await run("$CLI apply rows.ndjson --resume state.json").ended;
    assert.equal(second.status, 0);
    assert.equal(server.seen.updates.length, 60);
  });

  test("a text of the API cannot control the terminal", async (t) => {
    const { run } = await prepare(t, { statusOf: () => 404, rows: [{ id: rowsOf(1)[0].id }] });
    const name = "\u001b]0;title\u0007";
    const input = JSON.stringify({ id: name, [name]: name });
    const { text } = await run(`printf '%s\\n' '${input}' | $CLI validate -`).ended;
    assert.match(text, /standard input:1: /);
    assert.doesNotMatch(text, /<ESC>\]/);
  });
});

describe("a closed pipe", () => {
  for (const command of [
    "apply rows.ndjson",
    "apply rows.ndjson --dry-run",
    "validate rows.ndjson --json",
  ]) {
    test(`ends ${command} quietly`, async (t) => {
      const { folder, server } = await prepare(t, { rows: rowsOf(20_000), delayMs: 5 });
      const parameters = command.split(" ");
      const options = { cwd: folder.path, env: reaching(server) };
      const { child, ended } = startCli(parameters, options);
      await once(child.stdout, "data");
      child.stdout.destroy();
      const { code, stderr } = await ended;
      assert.deepEqual([code, stderr], [1, ""]);
      assert.ok(server.seen.updates.length < 1_000, "the run stopped");
    });
  }

  test("does not harm a program that had nothing else to do", async () => {
    const { child, ended } = startCli(["--help"]);
    child.stdout.destroy();
    const { code, stderr } = await ended;
    assert.deepEqual([code, stderr], [0, ""]);
  });

  test("saves the state", async (t) => {
    const { folder, server } = await prepare(t, { rows: rowsOf(2_000), delayMs: 5 });
    const options = { cwd: folder.path, env: reaching(server) };
    const parameters = ["apply", "rows.ndjson", "--resume", "state.json"];
    const { child, ended } = startCli(parameters, options);
    await once(child.stdout, "data");
    child.stdout.destroy();
    assert.equal((await ended).code, 1);
    assert.equal((await folder.readState("state.json")).rows, server.seen.updates.length);
    assert.equal((await runCli(parameters, options)).code, 0);
    assert.equal(server.seen.updates.length, 2_000);
  });
});

describe("a slow reader", () => {
  test("gets every result", async (t) => {
    const { folder } = await prepare(t, { rows: rowsOf(20_000) });
    const parameters = ["validate", "rows.ndjson", "--json"];
    const { child, output, ended } = startCli(parameters, { cwd: folder.path });
    child.stdout.pause();
    setTimeout(() => child.stdout.resume(), 500);
    assert.equal((await ended).code, 0);
    assert.equal(parseResults(output.stdout).results.length, 20_000);
  });
});
