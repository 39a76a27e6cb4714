/** Importing the package does nothing, and a call leaves nothing behind. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ID, KEY } from "../../support/calls.js";
import { evaluate, RECORD_ENVIRONMENT, runModule } from "../../support/child.js";
import { connect } from "../../support/control.js";
import { start } from "../../support/servers/scripted/server.js";

const LOADS = [
  ["import", 'await import("odeus-integrations");'],
  ["require", 'createRequire(process.cwd() + "/").call(null, "odeus-integrations");'],
  ["import of the Odeus for tests", 'await import("odeus-integrations/testing");'],
];

/** Source that replaces functions with effects by functions that record each call in `done`. */
const RECORDERS = `
  import fs from "node:fs";
  import { createRequire, syncBuiltinESMExports } from "node:module";
  const done = [];
  const record = (owner, name, what = name) => {
    const original = owner[name];
    const recorder = function (...rest) {
      done.push(what);
      return new.target ? Reflect.construct(original, rest) : Reflect.apply(original, this, rest);
    };
    Object.defineProperty(owner, name, { value: recorder, configurable: true, writable: true });
  };
  for (const name of [
    "fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "eval", "Function",
  ]) record(globalThis, name);
  record(Math, "random");
  record(Date, "now");
  record(performance, "now", "performance.now");
  for (const name of ["getRandomValues", "randomUUID"]) record(crypto, name);
  for (const name of ["compile", "instantiate", "Module", "Instance", "Memory", "Table"]) {
    record(WebAssembly, name, "WebAssembly." + name);
  }
  // The loader itself reads JavaScript and package.json.
  for (const name of ["readFile", "readFileSync", "openSync", "open", "createReadStream"]) {
    const original = fs[name];
    fs[name] = (path, ...rest) => {
      if (!/\\.(c?js|json)$/.test(String(path))) done.push("fs." + name + " " + path);
      return original(path, ...rest);
    };
  }
  syncBuiltinESMExports();
  ${RECORD_ENVIRONMENT}
`;

describe("import", () => {
  let server;
  let scripted;
  before(async () => {
    server = await start();
    ({ scripted } = connect({ scriptedUrl: server.url }));
  });
  after(() => server.close());

  const body = JSON.stringify({ integration: { id: ID } });

  async function options(...answers) {
    const { baseUrl } = await scripted.scenario(...answers);
    return JSON.stringify({ apiKey: KEY, baseUrl });
  }

  for (const [name, load] of LOADS) {
    test(`${name} does no I/O, sets no timer, and reads no clock, random number or environment`, async () => {
      const source = `${RECORDERS} ${load} console.log(JSON.stringify([...done, ...asked]));`;
      assert.deepEqual(await evaluate(source), []);
    });

    test(`${name} opens no handle`, async () => {
      const source = `
        import { createRequire } from "node:module";
        const before = process.getActiveResourcesInfo();
        ${load}
        // The loader closes its files a moment later.
        await new Promise((resolve) => setTimeout(resolve, 100));
        console.log(JSON.stringify([before, process.getActiveResourcesInfo()]));
      `;
      const [handlesBefore, handlesAfter] = await evaluate(source);
      assert.deepEqual(handlesAfter.sort(), handlesBefore.sort());
    });

    test(`${name} adds no global`, async () => {
      const source = `
        import { createRequire } from "node:module";
        const before = new Set(Reflect.ownKeys(globalThis));
        ${load}
        const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
        console.log(JSON.stringify(added.map(String)));
      `;
      assert.deepEqual(await evaluate(source), []);
    });
  }

  test("the module is not instantiated before it is needed", async () => {
    const source = `${RECORDERS}
      const sdk = await import("odeus-integrations");
      const before = [...done];
      sdk.validateIntegrationUpdate({});
      console.log(JSON.stringify([before, done.some((what) => what.startsWith("WebAssembly"))]));
    `;
    assert.deepEqual(await evaluate(source), [[], true]);
  });

  for (const [name, answers, more] of [
    ["succeeded", [{ body }], "{}"],
    ["was refused", [{ status: 404 }], "{}"],
    ["was retried", [{ status: 503 }, { body }], "{}"],
    ["timed out", [{ body, delayMs: 15_000 }], "{ timeoutMs: 50 }"],
    ["was aborted", [{ body, delayMs: 15_000 }], "{ signal: AbortSignal.timeout(50) }"],
    [
      "waited for a retry and was aborted",
      [{ status: 503, headers: { "retry-after": "15" } }],
      "{ signal: AbortSignal.timeout(300) }",
    ],
  ]) {
    test(`a process ends by itself after a call that ${name}`, async () => {
      const source = `
        import { updateIntegration } from "odeus-integrations";
        const options = { ...${await options(...answers)}, ...${more} };
        const promise = updateIntegration("${ID}", {}, options);
        await promise.catch(() => {});
        process.on("exit", () => console.log(JSON.stringify(Date.now() - settled)));
        const settled = Date.now();
      `;
      const lingered = await evaluate(source, { timeout: 12_000 });
      assert.ok(lingered < 5_000, `the process ran on for ${lingered} ms`);
    });
  }

  test("a call does not make code from strings", async () => {
    const source = `
      import { updateIntegration } from "odeus-integrations";
      const { integration } = await updateIntegration("${ID}", {}, ${await options({ body })});
      console.log(JSON.stringify(integration.id));
    `;
    const flags = ["--disallow-code-generation-from-strings"];
    assert.equal(await evaluate(source, { flags }), ID);
  });

  test("many calls with one signal give no warning", async () => {
    const source = `
      import { OdeusClient } from "odeus-integrations";
      const client = new OdeusClient(${await options({ body, delayMs: 50 })});
      const { signal } = new AbortController();
      const calls = Array.from({ length: 50 }, () =>
        client.updateIntegration("${ID}", {}, { signal }));
      await Promise.all(calls);
    `;
    const { code, stderr } = await runModule(source);
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
  });
});
