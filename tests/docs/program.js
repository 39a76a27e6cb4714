/** Runs a block of a page as a program. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRedis } from "../examples/engines/redis.js";
import { runChild, runProgram } from "../support/child.js";
import { withServer } from "../support/server-process.js";
import { startProxy, startTls } from "./surroundings.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BIN = join(HERE, "node_modules", ".bin");
const REQUEST =
  /^(?<method>[A-Z]+) (?<path>\S+)( (?<body>\{.*\}))? gives (?<status>\d+)( (?<text>.*))?$/;

/** The words with which a line of a setup begins, if it is not a request. */
const WORDS = ["with", "answers", "uses", "file", "command"];

/** The folder of a page's programs. The packages of this folder of tests are found from there. */
const folderOf = (page) => join(HERE, "dist", basename(page, ".md"));

/** The file of a block: the one that its setup names, or one with the number of its line. */
export function fileOf({ page, line, language, setups }) {
  return join(folderOf(page), settingOf(setups.flat(), "file") ?? `line-${line}.${language}`);
}

/** Writes every block into the folder of its page. The doubles stand for packages that are large. */
export function writeBlocks(blocks) {
  rmSync(join(HERE, "dist"), { recursive: true, force: true });
  cpSync(join(HERE, "doubles"), join(HERE, "dist", "node_modules"), { recursive: true });
  for (const block of blocks) {
    mkdirSync(folderOf(block.page), { recursive: true });
    writeFileSync(fileOf(block), block.code);
  }
}

/**
 * Checks the types of all blocks in TypeScript, and compiles them.
 * @returns {Promise<string>} the errors
 */
export async function compile() {
  const parameters = ["--project", join(HERE, "tsconfig.json")];
  const { stdout } = await runProgram(join(BIN, "tsc"), parameters, {
    cwd: HERE,
    env: { PATH: process.env.PATH },
    timeout: 180_000,
  });
  return stdout;
}

/**
 * Runs a block once and asserts what its page says about it. Each line of the setup is one of these:
 * - `with NAME=value`: a variable of its environment
 * - `answers 503 200`: the API answers with these statuses
 * - `uses proxy`, `uses https`, `uses client-certificate`: what stands before the API
 * - `uses redis`: a Redis server, at the address in `REDIS_URL`
 * - `file NAME`: the name of its file, which other blocks of the page use
 * - `command vitest run NAME`: the command that runs it
 * - `PATCH /path {"name":"x"} gives 200 text`: it is a server, and this is a request to it
 */
export async function runBlock(block, setup, { odeus, surroundings }) {
  for (const line of setup) {
    assert.ok(REQUEST.test(line) || WORDS.includes(line.split(" ")[0]), `unknown line: ${line}`);
  }
  const statuses = settingOf(setup, "answers")?.split(" ");
  const env = {
    ODEUS_API_KEY: odeus.apiKey,
    ODEUS_BASE_URL: statuses ? await surroundings.answering(statuses) : odeus.baseUrl,
    ...Object.fromEntries(
      settingsOf(setup, "with").map((text) => /^(\w+)=(.*)/.exec(text).slice(1)),
    ),
  };
  const between = await startBetween(block.page, setup, env);
  try {
    await runProgramOf(block, setup, { ...env, ...between.env });
    between.check();
  } finally {
    await between.close();
  }
}

/** Starts everything that stands between the block and the API. */
async function startBetween(page, setup, env) {
  const all = [];
  for (const what of settingsOf(setup, "uses")) all.push(await startOne(page, what, env));
  return {
    env: Object.assign({}, ...all.map((one) => one.env)),
    check: () => {
      for (const { check } of all) check?.();
    },
    close: async () => {
      for (const { close } of all) await close();
    },
  };
}

async function startOne(page, what, env) {
  if (what === "proxy") {
    const { url, seen, close } = await startProxy();
    const check = () => assert.ok(seen() > 0, "the proxy saw no request");
    return { env: { HTTP_PROXY: url, HTTPS_PROXY: url }, check, close };
  }
  if (what === "redis") {
    const { url, close } = await startRedis();
    return { env: { REDIS_URL: url }, close };
  }
  assert.ok(["https", "client-certificate"].includes(what), `unknown: uses ${what}`);
  const clients = what === "client-certificate";
  const { url, close } = await startTls(folderOf(page), env.ODEUS_BASE_URL, { clients });
  return { env: { ODEUS_BASE_URL: url }, close };
}

async function runProgramOf(block, setup, env) {
  const cwd = folderOf(block.page);
  const requests = setup.map((line) => REQUEST.exec(line)?.groups).filter(Boolean);
  const { file, parameters } = commandOf(block, setup);
  if (requests.length > 0) {
    return withServer(file, parameters, { cwd, env }, async (url) => {
      for (const request of requests) await assertAnswer(url, request);
    });
  }
  const PATH = `${BIN}:${process.env.PATH}`;
  const output = await runChild(file, parameters, { cwd, env: { PATH, ...env }, timeout: 60_000 });
  if (block.output !== undefined) assert.equal(output, block.output);
}

function commandOf(block, setup) {
  const command = block.language === "sh" ? block.code : settingOf(setup, "command");
  if (command !== undefined) return { file: "sh", parameters: ["-ec", command] };
  const file = fileOf(block).replace(/\.tsx?$/, ".js");
  return { file: process.execPath, parameters: [file] };
}

async function assertAnswer(url, { method, path, body = null, status, text = "" }) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url + path, { method, headers, body });
  const answer = await response.text();
  assert.equal(response.status, Number(status), answer);
  assert.ok(answer.includes(text), `${answer} has no ${text}`);
}

/** The rest of each line of a setup that begins with a word. */
function settingsOf(setup, word) {
  return setup
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1));
}

/** The rest of the first line of a setup that begins with a word, or `undefined`. */
export function settingOf(setup, word) {
  return settingsOf(setup, word)[0];
}
