/** Bundles a program, runs the bundle in an empty folder, and checks its output. */
import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { runChild } from "../support/child.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Where the packed package is installed. Bundles must contain this copy and no other. */
const PACKAGE = join(HERE, "node_modules", "odeus-integrations", "dist");

/** The issues that the programs print for their refused input, without the messages. */
const ISSUES = [
  { code: "unknown_field", path: ["nmae"] },
  { code: "invalid_color", path: ["color"] },
];

/**
 * @typedef {object} Job the input of a bundler
 * @property {string} entry the program's path
 * @property {"esm" | "cjs"} format
 * @property {string} folder the empty folder for the output
 * @property {string} name the name of the output file
 *
 * @typedef {object} Bundled the result of a bundler
 * @property {string[]} inputs the paths of the files in the bundle
 * @property {string[]} warnings
 *
 * @typedef {object} Row
 * @property {string} does the rest of the test's name
 * @property {"update.js" | "update.cjs" | "validate.js"} program
 * @property {"esm" | "cjs"} format
 * @property {object} [settings] settings of this row's bundle
 */

/**
 * Registers a test for each row.
 * @param {{ bundler: string, bundle: (job: Job, settings?: object) => Promise<Bundled> }} tool
 * @param {Row[]} rows
 */
export function describeBundler({ bundler, bundle }, rows) {
  const label = `${bundler} ${createRequire(import.meta.url)(`${bundler}/package.json`).version}`;

  describe(`bundles by ${bundler}`, () => {
    let servers;
    let folder;

    before(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "odeus-bundle-")));
      servers = await startServers();
    });

    after(async () => {
      await servers?.close();
      rmSync(folder, { recursive: true });
    });

    for (const [index, { does, program, format, settings }] of rows.entries()) {
      test(`${label} ${does}`, async (t) => {
        const [built, alone] = ["built", "alone"].map((name) => join(folder, `${index}-${name}`));
        for (const path of [built, alone]) mkdirSync(path);
        const name = format === "esm" ? "program.mjs" : "program.cjs";
        const entry = join(HERE, "programs", program);
        const job = { entry, format, folder: built, name };
        assertBundled(await bundle(job, settings), built, name);
        copyFileSync(join(built, name), join(alone, name));
        t.diagnostic(sizes(readFileSync(join(built, name))));
        if (program === "validate.js") await assertValidates(alone, name);
        else await assertUpdates(connect(servers.urls).scripted, alone, name);
      });
    }
  });
}

/** Asserts that there is one file, no warning, and the installed package in the file. */
function assertBundled({ inputs, warnings }, built, name) {
  assert.deepEqual(warnings, []);
  assert.deepEqual(readdirSync(built, { recursive: true }), [name]);
  const ours = inputs.filter((path) => path.includes("inlined-wasm.cjs"));
  assert.ok(ours.length > 0, `the package is not in the bundle: ${inputs}`);
  for (const path of ours) assert.ok(path.includes(PACKAGE), path);
}

async function assertUpdates(scripted, folder, name) {
  const scenario = await scripted.scenario(UPDATED);
  const env = { SERVER_URL: scenario.baseUrl, KEY, INTEGRATION: ID };
  const { integration, refused, issues } = await runAlone(folder, name, env);
  assert.equal(integration.id, ID);
  assert.equal(refused, "ValidationError");
  assert.deepEqual(bare(issues), ISSUES);
  const requests = await scenario.requests();
  assert.deepEqual(
    requests.map(({ method, path, body }) => ({ method, path, body })),
    [{ method: "PATCH", path: `/integrations/v1/${ID}`, body: '{"name":"Weather"}' }],
  );
}

async function assertValidates(folder, name) {
  assert.deepEqual(bare(await runAlone(folder, name, {})), ISSUES);
}

const bare = (issues) => issues.map(({ code, path }) => ({ code, path }));

/** Runs a file that has the right to read its folder only, so it cannot use any other file. */
async function runAlone(folder, name, env) {
  const flags = [permission(), `--allow-fs-read=${join(folder, "*")}`, ...network()];
  const quiet = "--disable-warning=ExperimentalWarning";
  const output = await runChild(process.execPath, [quiet, ...flags, join(folder, name)], {
    cwd: folder,
    env,
    timeout: 20_000,
  });
  return JSON.parse(output);
}

const knows = (flag) => process.allowedNodeEnvironmentFlags.has(flag);
const permission = () => (knows("--permission") ? "--permission" : "--experimental-permission");
/** Newer versions of Node also need the right to use the network. */
const network = () => (knows("--allow-net") ? ["--allow-net"] : []);

function sizes(bytes) {
  const [raw, zipped] = [bytes.length, gzipSync(bytes, { level: 9 }).length];
  return `${(raw / 1_000).toFixed(1)} KB, gzip ${(zipped / 1_000).toFixed(1)} KB`;
}
