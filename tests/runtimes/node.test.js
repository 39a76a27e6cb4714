/**
 * Node by `import`, by `require`, in a worker thread, with its permission model, and locked down.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { runChild } from "../support/child.js";
import { HERE } from "./bundle.js";
import { describeSuite, readResults, writeMain } from "./report.js";

/** `npm run test:nodes` runs this file once for each version of Node. */
const NODE = process.env.NODE_UNDER_TEST ?? process.execPath;

const { version, flags: KNOWN_FLAGS } = JSON.parse(
  execFileSync(NODE, [
    "--print",
    "JSON.stringify({ version: process.version, flags: [...process.allowedNodeEnvironmentFlags] })",
  ]).toString(),
);
const NAME = `Node ${/\d+/.exec(version)}`;

async function run(flags, main) {
  return readResults(await runChild(NODE, [...flags, main]));
}

await describeSuite(`${NAME} by import`, (setup) => run([], writeMain(setup)));

await describeSuite(`${NAME} by require`, async ({ urls, skip, folder }) => {
  await build({
    entryPoints: [join(folder, "suite.js")],
    outfile: join(folder, "suite.cjs"),
    format: "cjs",
    platform: "node",
    logLevel: "error",
  });
  const main = join(folder, "main.cjs");
  writeFileSync(
    main,
    `const sdk = require("odeus-integrations");
    const testing = require("odeus-integrations/testing");
    const { run } = require("./suite.cjs");
    run({ sdk, testing, ...${JSON.stringify({ urls, skip })} })
      .then((results) => console.log("RESULTS:" + JSON.stringify(results)));`,
  );
  return run([], main);
});

await describeSuite(`${NAME} in a worker thread`, (setup) => {
  const main = join(setup.folder, "thread.js");
  writeFileSync(
    main,
    `import { Worker } from "node:worker_threads";
    new Worker(${JSON.stringify(writeMain(setup))});`,
  );
  return run([], main);
});

await describeSuite(`${NAME} under its permission model`, (setup) => {
  const known = (name) => KNOWN_FLAGS.includes(name);
  const permission = known("--permission") ? "--permission" : "--experimental-permission";
  const readable = [setup.folder, join(HERE, "node_modules", "odeus-integrations")];
  const flags = [permission, ...readable.map((folder) => `--allow-fs-read=${folder}/*`)];
  return run(known("--allow-net") ? [...flags, "--allow-net"] : flags, writeMain(setup));
});

const LOCKED_DOWN = [
  "--frozen-intrinsics",
  "--disable-proto=throw",
  "--disallow-code-generation-from-strings",
];
await describeSuite(`${NAME} locked down`, (setup) => run(LOCKED_DOWN, writeMain(setup)));
