/** A host that compiles the module itself, because no condition of `exports` fits. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { runChild } from "../support/child.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { emptyFolder } from "./report.js";

const COMPILE = `import { readFileSync } from "node:fs";
  import { fileURLToPath } from "node:url";
  import { initialize, updateIntegration, validateIntegrationUpdate } from "odeus-integrations";

  const file = fileURLToPath(import.meta.resolve("odeus-integrations/module.wasm"));
  let compiled = 0;
  const Original = WebAssembly.Module;
  WebAssembly.Module = new Proxy(Original, {
    construct(target, parameters) {
      compiled += 1;
      return Reflect.construct(target, parameters);
    },
  });`;

describe("custom hosts", () => {
  let servers;
  let folder;

  before(async () => {
    folder = emptyFolder("custom host");
    servers = await startServers();
  });

  after(() => servers?.close());

  async function runProgram(name, source, env = {}) {
    const program = join(folder, `${name}.mjs`);
    writeFileSync(program, source);
    return JSON.parse(await runChild(process.execPath, [program], { env }));
  }

  test("a host can pass the module that it compiled, and the package compiles nothing", async () => {
    const { baseUrl } = await connect(servers.urls).scripted.scenario(UPDATED);
    const told = await runProgram(
      "host",
      `${COMPILE}
      initialize(await WebAssembly.compile(readFileSync(file)));
      const options = { apiKey: ${JSON.stringify(KEY)}, baseUrl: process.env.SERVER_URL };
      const { integration } = await updateIntegration("${ID}", { name: "New" }, options);
      console.log(JSON.stringify({ id: integration.id, compiled }));`,
      { SERVER_URL: baseUrl },
    );
    assert.deepEqual(told, { id: ID, compiled: 0 });
  });

  test("a value that is not the module is refused at once, and the package works as before", async () => {
    const told = await runProgram(
      "wrong",
      `${COMPILE}
      const errors = [];
      for (const wrong of [readFileSync(file), undefined, {}, await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then((module) => new WebAssembly.Instance(module))]) {
        try {
          initialize(wrong);
        } catch (error) {
          errors.push(error.name + ": " + error.message);
        }
      }
      console.log(JSON.stringify({ errors, issues: validateIntegrationUpdate({ name: 1 }).length }));`,
    );
    const text =
      "TypeError: initialize takes the WebAssembly.Module of odeus-integrations/module.wasm";
    assert.deepEqual(told, { errors: [text, text, text, text], issues: 1 });
  });
});
