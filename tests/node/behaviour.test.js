/** Runs the portable behaviour suites on Node, against the installed package. */
import { existsSync, readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assert } from "chai";
import * as sdk from "odeus-integrations";
import { start as startOdeus } from "../odeus/server.js";
import { start as startScripted } from "../scripted/server.js";
import { connect } from "../support/control.js";

const suites = new URL("../behaviour/", import.meta.url);
const faultsServer = new URL("../faults/server.js", import.meta.url);
const files = readdirSync(suites).filter((file) => file.endsWith(".js"));
const topics = await Promise.all(
  files.sort().map(async (file) => (await import(new URL(file, suites).href)).default),
);

const servers = [];
const t = { sdk, assert };

before(async () => {
  const starts = [startOdeus, startScripted];
  if (existsSync(faultsServer)) starts.push((await import(faultsServer.href)).start);
  servers.push(...(await Promise.all(starts.map((start) => start()))));
  const [odeusUrl, scriptedUrl, faultsUrl] = servers.map(({ url }) => url);
  Object.assign(t, connect({ odeusUrl, scriptedUrl, faultsUrl }));
});

after(() => Promise.all(servers.map((server) => server.close())));

for (const { topic, cases } of topics) {
  describe(topic, { concurrency: 4 }, () => {
    for (const { name, run } of cases) test(name, () => run(t));
  });
}
