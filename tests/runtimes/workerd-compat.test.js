/** What needs Node's modules, in a workerd that has them: by the flag `nodejs_compat`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startServers } from "../support/servers/all.js";
import { readTopics } from "../support/topics.js";
import { bundleSuite } from "./bundle.js";
import { emptyFolder } from "./report.js";
import { runSuiteInWorker, startWorker } from "./worker.js";

const TOPICS = ["async context", "tracing: async context", "tracing: events"];

const BEHAVIOUR = { compatibilityDate: "2026-04-26", compatibilityFlags: ["nodejs_compat"] };

const topics = await readTopics();
const namesOf = (isWanted) =>
  topics.filter(isWanted).flatMap(({ cases }) => cases.map(({ name }) => name));

describe("the topics that need Node's modules, in workerd with nodejs_compat", () => {
  let servers;
  let results;

  before(async () => {
    const folder = emptyFolder("workerd compat");
    await bundleSuite(join(folder, "suite.js"));
    servers = await startServers();
    const skip = namesOf(({ topic }) => !TOPICS.includes(topic));
    results = await runSuiteInWorker({ urls: servers.urls, skip, folder }, BEHAVIOUR);
  });

  after(() => servers?.close());

  for (const name of namesOf(({ topic }) => TOPICS.includes(topic))) {
    test(name, () => {
      const result = results.find((found) => found.name === name);
      assert.ok(result, "the case ran");
      assert.equal(result.error, undefined, result.error);
    });
  }
});

// In workerd an error of a subscriber comes out of the methods of the channel.
test("a subscriber that throws does not change a call in workerd", async () => {
  const worker = await startWorker(
    `import { updateIntegration } from "odeus-integrations";
    const { AsyncLocalStorage } = process.getBuiltinModule("node:async_hooks");
    const { tracingChannel } = process.getBuiltinModule("node:diagnostics_channel");
    let calls = 0;
    const fail = () => {
      calls += 1;
      throw new Error("from a subscriber");
    };
    for (const name of ["update", "attempt"]) {
      const channel = tracingChannel("odeus-integrations:" + name);
      channel.start.bindStore(new AsyncLocalStorage(), fail);
      channel.subscribe({ start: fail, end: fail, asyncStart: fail, asyncEnd: fail, error: fail });
    }
    export default {
      async fetch() {
        const fetch = async () => {
          calls += 100;
          return Response.json({ integration: { id: "1" } });
        };
        const options = { apiKey: "key-of-a-test", fetch };
        const { integration } = await updateIntegration("550e8400-e29b-41d4-a716-446655440000", {}, options);
        return Response.json({ id: integration.id, calls });
      },
    };`,
    BEHAVIOUR,
  );
  try {
    const { id, calls } = await (await worker.dispatchFetch("http://worker/")).json();
    assert.equal(id, "1");
    // One request. Each channel told of its end, asyncStart and asyncEnd.
    assert.ok(calls >= 106 && calls < 200, String(calls));
  } finally {
    await worker.dispose();
  }
});
