/** NestJS applications in TypeScript: version 11 as CommonJS, version 12 as ES modules. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { runChild } from "../support/child.js";
import { HERE, withWorkspace } from "./odeus.js";
import { binary } from "./program.js";
import { patch, testWebServer, withApp } from "./web-server.js";

/** Each folder has a version of Nest. Its `package.json` also says which module system is used. */
const NEST_11 = join(HERE, "nest11");
const NEST_12 = join(HERE, "nest12");

/** The version of Nest that programs in a folder get. */
function versionOf(folder) {
  const require = createRequire(join(folder, "package.json"));
  return require("@nestjs/core/package.json").version;
}

/** Copies files of `programs`, and compiles them for a version of Nest. */
async function compile(folder, ...files) {
  const copy = join(folder, "dist");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(join(copy, "nest"), { recursive: true });
  for (const file of [...files, "nest/tsconfig.json", "answer-for.js"]) {
    cpSync(join(HERE, "programs", file), join(copy, file));
  }
  await runChild(binary("tsc"), ["--project", "nest"], { cwd: copy });
}

/** Starts a compiled program on a free port. */
const startWith = (folder, name) => async (odeus) => {
  const file = join(folder, "dist", "built", "nest", name);
  const { createApp } = await import(pathToFileURL(file).href);
  const app = await createApp(odeus);
  await app.listen(0, "127.0.0.1");
  return { url: await app.getUrl(), close: () => app.close() };
};

before(async () => {
  await compile(NEST_11, "nest/app.ts");
  await compile(NEST_12, "nest/app.ts", "nest/standard-schema.ts");
});

testWebServer(`NestJS ${versionOf(NEST_11)}, CommonJS`, startWith(NEST_11, "app.js"));
testWebServer(`NestJS ${versionOf(NEST_12)}, ES modules`, startWith(NEST_12, "app.js"));

test(`NestJS ${versionOf(NEST_12)} checks a body by the package's Standard Schema`, () =>
  withWorkspace(({ baseUrl, apiKey, integrationId, requests }) =>
    withApp(startWith(NEST_12, "standard-schema.js"), { baseUrl, apiKey }, async (url) => {
      const good = await patch(url, integrationId, { name: "Weather" });
      assert.equal(good.status, 200, good.text);
      const bad = await patch(url, integrationId, { name: "n".repeat(41), color: "blue" });
      assert.equal(bad.status, 422);
      assert.deepEqual(
        bad.body.issues.map(({ path }) => path),
        [["name"], ["color"]],
      );
      assert.equal((await requests()).length, 1);
    }),
  ));
