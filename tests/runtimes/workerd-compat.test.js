/** What needs Node's modules, in a workerd that has them: by the flag `nodejs_compat`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startServers } from "../support/servers/all.js";
import { readTopics } from "../support/topics.js";
import { bundleSuite } from "./bundle.js";
import { emptyFolder } from "./report.js";
import { runSuiteInWorker } from "./worker.js";

const TOPIC = "async context";

const BEHAVIOUR = { compatibilityDate: "2026-04-26", compatibilityFlags: ["nodejs_compat"] };

const topics = await readTopics();
const namesOf = (isWanted) =>
  topics.filter(isWanted).flatMap(({ cases }) => cases.map(({ name }) => name));

describe(`the topic "${TOPIC}" in workerd with nodejs_compat`, () => {
  let servers;
  let results;

  before(async () => {
    const folder = emptyFolder("workerd compat");
    await bundleSuite(join(folder, "suite.js"));
    servers = await startServers();
    const skip = namesOf(({ topic }) => topic !== TOPIC);
    results = await runSuiteInWorker({ urls: servers.urls, skip, folder }, BEHAVIOUR);
  });

  after(() => servers?.close());

  for (const name of namesOf(({ topic }) => topic === TOPIC)) {
    test(name, () => {
      const result = results.find((found) => found.name === name);
      assert.ok(result, "the case ran");
      assert.equal(result.error, undefined, result.error);
    });
  }
});
