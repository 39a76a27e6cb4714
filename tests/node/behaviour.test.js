/**
 * Runs the behaviour suites on Node, against the installed package. `node node/behaviour.test.js`
 * takes the files and folders of the topics to run.
 */
import { after, before, describe, test } from "node:test";
import { assert } from "chai";
import * as sdk from "odeus-integrations";
import * as testing from "odeus-integrations/testing";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { readTopics } from "../support/topics.js";

const topics = await readTopics(process.argv.slice(2));

let servers;
const t = { sdk, testing, assert };

before(async () => {
  servers = await startServers();
  Object.assign(t, connect(servers.urls));
});

after(() => servers?.close());

for (const { topic, cases } of topics) {
  describe(topic, { concurrency: 4 }, () => {
    for (const { name, run } of cases) test(name, () => run(t));
  });
}
