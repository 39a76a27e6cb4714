/** The Cloudflare Worker. wrangler bundles it as for a deployment, and workerd runs it. */
import { test } from "node:test";
import { assertUpdates, copyExample, UPDATE_PATH, versionOf, withOdeus } from "./example.js";
import { bundleWorker, loadMiniflare } from "./workers.js";

test(`wrangler ${versionOf("wrangler")} bundles a Worker that updates an integration`, async () => {
  const modules = await bundleWorker(copyExample("cloudflare-worker"));
  const { Miniflare } = await loadMiniflare();
  await withOdeus(async (bindings) => {
    const worker = new Miniflare({ modules, compatibilityDate: "2026-04-26", bindings });
    try {
      await assertUpdates(new URL(UPDATE_PATH, await worker.ready));
    } finally {
      await worker.dispose();
    }
  });
});
