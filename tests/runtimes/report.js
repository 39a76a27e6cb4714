/** Runs the suites in a runtime and registers one test for each topic. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startServers } from "../support/servers/all.js";
import { readTopics } from "../support/topics.js";
import { bundleSuite, DIST } from "./bundle.js";
import { EXCEPTIONS } from "./exceptions.js";

const MARK = "RESULTS:";

/**
 * Runs the suites once in a runtime.
 * @param {string} runtime
 * @param {(setup: { urls: object, skip: string[], folder: string }) => Promise<
 *   import("./suite.js").Result[]>} runThere `folder` holds only `suite.js`
 */
export async function describeSuite(runtime, runThere) {
  const [, reasons = {}] = Object.entries(EXCEPTIONS).find(([end]) => runtime.endsWith(end)) ?? [];
  const skip = Object.keys(reasons);
  const topics = await readTopics();

  describe(`the behaviour suites in ${runtime}`, () => {
    let servers;
    let results = [];

    before(async () => {
      const folder = emptyFolder(runtime);
      await bundleSuite(join(folder, "suite.js"));
      servers = await startServers();
      results = await runThere({ urls: servers.urls, skip, folder });
    });

    after(() => servers?.close());

    for (const { topic, cases } of topics) {
      const names = cases.map(({ name }) => name);
      test(topic, (t) => {
        for (const name of names.filter((name) => skip.includes(name))) {
          t.diagnostic(`skipped here: ${name} (${reasons[name]})`);
        }
        const here = results.filter((result) => result.topic === topic);
        const expected = names.filter((name) => !skip.includes(name));
        assert.deepEqual(here.map(({ name }) => name).sort(), expected.sort());
        const failures = here.filter(({ error }) => error !== undefined);
        assert.equal(failures.length, 0, failures.map(showFailure).join("\n"));
      });
    }

    test("every exception names a case", () => {
      const names = topics.flatMap(({ cases }) => cases.map(({ name }) => name));
      assert.deepEqual(
        skip.filter((name) => !names.includes(name)),
        [],
      );
    });
  });
}

const showFailure = ({ name, error }) => `${name}\n  ${error.split("\n").slice(0, 6).join("\n  ")}`;

/** Makes an empty folder. A program in it finds the installed package. */
export function emptyFolder(name) {
  const folder = join(DIST, name.replaceAll(/\W+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Node 20.19 needs the right to read each package.json up to the first one that exists.
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  return folder;
}

/**
 * Writes the program that runs the suites and prints the results, and returns its path.
 * @param {{ urls: object, skip: string[], folder: string }} setup
 */
export function writeMain({ urls, skip, folder }) {
  const main = join(folder, "main.js");
  const source = `import * as sdk from "odeus-integrations";
import * as testing from "odeus-integrations/testing";
import { run } from "./suite.js";
const setup = ${JSON.stringify({ urls, skip })};
console.log("${MARK}" + JSON.stringify(await run({ sdk, testing, ...setup })));
`;
  writeFileSync(main, source);
  return main;
}

/** Reads the results from the output of that program. */
export function readResults(output) {
  const line = output.split("\n").find((text) => text.startsWith(MARK));
  assert.ok(line, `no results in: ${output.slice(-2_000)}`);
  return JSON.parse(line.slice(MARK.length));
}
