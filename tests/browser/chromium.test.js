/** In Chromium a page and its workers can use the rules. Every call is refused. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/install-chromium.js";
import { judge } from "./form.js";
import { serveApi, serveSite } from "./site.js";

const HERE = fileURLToPath(new URL(".", import.meta.url));

const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
];

const REFUSAL = {
  name: "UnsupportedEnvironmentError",
  code: "unsupported_environment",
  applied: "no",
  attempts: 0,
  isRefusal: true,
};

const FORM = `import { judge, tryToCall } from "./form.js";
  const answer = async (baseUrl) => ({ judged: judge(), calls: await tryToCall(baseUrl) });`;
const PAGE = `${FORM} globalThis.answer = answer;`;
const WORKER = `${FORM} onmessage = async ({ data }) => postMessage(await answer(data));`;
const SHARED_WORKER = `${FORM} onconnect = ({ ports: [port] }) => {
  port.onmessage = async ({ data }) => port.postMessage(await answer(data));
};`;
const SERVICE_WORKER = `${FORM} onmessage = ({ data, ports: [port] }) => {
  answer(data).then((told) => port.postMessage(told));
};`;

/** Bundles a script for a browser, as a bundler for browsers resolves the package. */
async function bundle(contents, format) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: HERE },
    absWorkingDir: HERE,
    bundle: true,
    write: false,
    format,
    platform: "browser",
    metafile: true,
    logLevel: "error",
  });
  const inputs = Object.keys(metafile.inputs);
  assert.ok(inputs.includes("node_modules/odeus-integrations/dist/index.js"), String(inputs));
  return outputFiles[0].text;
}

describe("Chromium", () => {
  let api;
  let site;
  let browser;
  let page;
  const complaints = [];

  before(async () => {
    site = await serveSite(
      new Map([
        ["/page.js", await bundle(PAGE, "esm")],
        ["/module-worker.js", await bundle(WORKER, "esm")],
        ["/classic-worker.js", await bundle(WORKER, "iife")],
        ["/shared-worker.js", await bundle(SHARED_WORKER, "iife")],
        ["/service-worker.js", await bundle(SERVICE_WORKER, "iife")],
      ]),
    );
    api = await serveApi();
    browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(`${site.url}/`);
  });

  after(async () => {
    await browser?.close();
    await api?.close();
    await site?.close();
  });

  /** Asserts that the rules work, calls are refused and send nothing, and nothing is reported. */
  async function assertRefused(ask) {
    const earlier = api.requests.length;
    const { judged, calls } = await ask();
    assert.deepEqual(calls, [REFUSAL, REFUSAL, REFUSAL, REFUSAL]);
    assert.deepEqual(judged, JSON.parse(JSON.stringify(judge())));
    assert.equal(judged[2].issues.length, 5);
    assert.deepEqual(api.requests.slice(earlier), []);
    assert.deepEqual(complaints, []);
  }

  test("a page's own request reaches the API, which counts it", async (t) => {
    t.diagnostic(`Chromium ${browser.version()}`);
    const status = await page.evaluate(async (url) => {
      const headers = { authorization: "Bearer x" };
      return (await fetch(url, { method: "PATCH", headers })).status;
    }, `${api.url}/counted`);
    assert.equal(status, 200);
    assert.deepEqual(api.requests, ["OPTIONS /counted", "PATCH /counted"]);
  });

  test("a page is refused before any request, and can use the rules", () =>
    assertRefused(async () => {
      await page.addScriptTag({ url: "/page.js", type: "module" });
      await page.waitForFunction(() => "answer" in globalThis);
      return page.evaluate((baseUrl) => globalThis.answer(baseUrl), api.url);
    }));

  for (const type of ["module", "classic"]) {
    test(`a ${type} worker is refused before any request, and can use the rules`, () =>
      assertRefused(() =>
        page.evaluate(
          ([type, baseUrl]) =>
            new Promise((resolve, reject) => {
              const worker = new Worker(`/${type}-worker.js`, { type });
              worker.onmessage = ({ data }) => resolve(data);
              worker.onerror = ({ message }) => reject(new Error(message));
              worker.postMessage(baseUrl);
            }),
          [type, api.url],
        ),
      ));
  }

  test("a shared worker is refused before any request, and can use the rules", () =>
    assertRefused(() =>
      page.evaluate(
        (baseUrl) =>
          new Promise((resolve, reject) => {
            const worker = new SharedWorker("/shared-worker.js");
            worker.onerror = () => reject(new Error("the worker failed"));
            worker.port.onmessage = ({ data }) => resolve(data);
            worker.port.postMessage(baseUrl);
          }),
        api.url,
      ),
    ));

  test("a service worker is refused before any request, and can use the rules", () =>
    assertRefused(() =>
      page.evaluate(async (baseUrl) => {
        await navigator.serviceWorker.register("/service-worker.js");
        const { active } = await navigator.serviceWorker.ready;
        const { port1, port2 } = new MessageChannel();
        const told = new Promise((resolve) => {
          port1.onmessage = ({ data }) => resolve(data);
        });
        active.postMessage(baseUrl, [port2]);
        return told;
      }, api.url),
    ));
});
