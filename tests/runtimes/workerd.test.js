/** Cloudflare's workerd in miniflare, as it behaves today and as it behaved in 2023. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { describeSuite } from "./report.js";
import { runSuiteInWorker, startWorker } from "./worker.js";

const DATES = { workerd: "2026-04-26", "workerd of 2023": "2023-03-01" };

for (const [runtime, date] of Object.entries(DATES)) {
  await describeSuite(runtime, (setup) => runSuiteInWorker(setup, { compatibilityDate: date }));

  describe(`requests in ${runtime}`, () => {
    let servers;
    let worker;

    before(async () => {
      servers = await startServers();
      worker = await startWorker(
        `import { updateIntegration } from "odeus-integrations";
        export default {
          async fetch(request) {
            const { id, options } = await request.json();
            return Response.json(await updateIntegration(id, { name: "New" }, options));
          },
        };`,
        { compatibilityDate: date },
      );
    });

    after(async () => {
      await worker?.dispose();
      await servers?.close();
    });

    const send = (baseUrl, signal) =>
      worker.dispatchFetch("http://worker/", {
        method: "POST",
        body: JSON.stringify({ id: ID, options: { apiKey: KEY, baseUrl } }),
        signal,
      });

    test("a second request works if a first one that loads the module is cancelled", async () => {
      const { scripted } = connect(servers.urls);
      const slow = await scripted.scenario({ ...UPDATED, delayMs: 3_000 });
      const quick = await scripted.scenario({ ...UPDATED, delayMs: 300 });
      const controller = new AbortController();
      const first = send(slow.baseUrl, controller.signal).catch((error) => error);
      const second = send(quick.baseUrl);
      setTimeout(() => controller.abort(), 100);
      assert.equal((await first).name, "AbortError");
      assert.equal((await (await second).json()).integration.id, ID);
      const third = await send(quick.baseUrl);
      assert.equal((await third.json()).integration.id, ID);
    });
  });
}
