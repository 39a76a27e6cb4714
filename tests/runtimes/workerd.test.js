/** Cloudflare's workerd in miniflare, as it behaves today and as it behaved in 2023. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Miniflare } from "miniflare";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { describeSuite } from "./report.js";
import { bundleFor } from "./worker.js";

const DATES = { workerd: "2026-04-26", "workerd of 2023": "2023-03-01" };

const HOST = { condition: "workerd", wasm: "./module.wasm" };

async function startWorker(source, compatibilityDate) {
  const { code, wasm } = await bundleFor(source, HOST);
  const worker = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: code },
      { type: "CompiledWasm", path: "module.wasm", contents: wasm },
    ],
    compatibilityDate,
    // workerd prints a stack for each broken answer.
    handleRuntimeStdio: (stdout, stderr) => {
      stdout.resume();
      stderr.resume();
    },
  });
  try {
    await worker.ready;
  } catch (error) {
    await worker.dispose();
    throw error;
  }
  return worker;
}

for (const [runtime, date] of Object.entries(DATES)) {
  await describeSuite(runtime, async ({ urls, skip, folder }) => {
    const worker = await startWorker(
      `import * as sdk from "odeus-integrations";
      export default {
        async fetch(request) {
          // The import is here, because the suites make signals and the global scope must not.
          const { run } = await import(${JSON.stringify(join(folder, "suite.js"))});
          return Response.json(await run({ sdk, ...(await request.json()) }));
        },
      };`,
      date,
    );
    try {
      const body = JSON.stringify({ urls, skip });
      const signal = AbortSignal.timeout(180_000);
      const answer = await worker.dispatchFetch("http://worker/", { method: "POST", body, signal });
      return await answer.json();
    } finally {
      await worker.dispose();
    }
  });

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
        date,
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
