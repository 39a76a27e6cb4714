/** Users' tests of code that calls the package. Jest and Vitest run them as users do. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UPDATED } from "../support/calls.js";
import { runChild } from "../support/child.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(import.meta.url);

/** Where the packed package is installed. The tests must use this copy and no other. */
const DIST = join(HERE, "node_modules", "odeus-integrations", "dist");

const JEST = {
  title: `Jest ${require("jest/package.json").version}, CommonJS`,
  program: "jest",
  installed: join(DIST, "index.cjs"),
  tests: 20,
  parameters: (environment, report) => [
    ...["--ci", `--env=${environment}`, "--json", `--outputFile=${report}`],
  ],
};

const VITEST = {
  title: `Vitest ${require("vitest/package.json").version}, ES modules`,
  program: "vitest",
  installed: pathToFileURL(join(DIST, "index.js")).href,
  tests: 21,
  parameters: (environment, report) => [
    ...["run", `--environment=${environment}`],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
  ],
};

/**
 * `sends` is the number of requests by the environment's own `fetch`. Jest's jsdom has no `fetch`.
 * @type {{ runner: typeof JEST, environment: "node" | "jsdom", sends: number, also?: string,
 *   more?: string[] }[]}
 */
const ROWS = [
  { runner: JEST, environment: "node", sends: 1 },
  { runner: JEST, environment: "jsdom", sends: 0 },
  { runner: VITEST, environment: "node", sends: 1 },
  { runner: VITEST, environment: "jsdom", sends: 1 },
  {
    runner: VITEST,
    environment: "jsdom",
    sends: 1,
    also: ", with the package inlined",
    more: ["--config=inlined.config.js"],
  },
];

describe("test runners", () => {
  let folder;
  let servers;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "odeus-runners-"));
    servers = await startServers();
  });

  after(async () => {
    await servers?.close();
    rmSync(folder, { recursive: true });
  });

  for (const { runner, environment, sends, also = "", more = [] } of ROWS) {
    const { title, program, parameters, installed, tests } = runner;
    test(`${title}, ${environment} environment${also}`, async () => {
      const scenario = await connect(servers.urls).scripted.scenario(UPDATED);
      const report = join(folder, "report.json");
      rmSync(report, { force: true });
      await runChild(
        join(HERE, "node_modules", ".bin", program),
        [...parameters(environment, report), ...more],
        {
          cwd: join(HERE, program),
          env: { ENVIRONMENT: environment, PACKAGE: installed, SERVER_URL: scenario.baseUrl },
          timeout: 60_000,
        },
      );
      const { success, numTotalTests, numPassedTests } = JSON.parse(readFileSync(report, "utf8"));
      assert.deepEqual([success, numTotalTests, numPassedTests], [true, tests, tests]);
      const methods = (await scenario.requests()).map(({ method }) => method);
      assert.deepEqual(methods, Array(sends).fill("PATCH"));
    });
  }
});
