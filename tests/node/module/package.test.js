/** The packed tarball as a user gets it: installed in an empty folder, type-checked and linted. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { start } from "../../support/servers/odeus/server.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const tarball = join(root, "target", "odeus-integrations.tgz");
const binary = (name) => join(root, "node_modules", ".bin", name);
const manifest = createRequire(import.meta.url)("odeus-integrations/package.json");

/** Reads the first code block of the README that is a whole program. */
async function readExample() {
  const readme = await readFile(join(root, "README.md"), "utf8");
  return /```js\n(import \{ OdeusClient[^`]+)```/.exec(readme)[1];
}

describe("the package", () => {
  let app;
  let odeus;

  before(async () => {
    app = await mkdtemp(join(tmpdir(), "odeus-app-"));
    await writeFile(join(app, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", tarball], { cwd: app });
    odeus = await start();
  });

  after(async () => {
    await odeus.close();
    await rm(app, { recursive: true });
  });

  async function runExample(file, code) {
    const text = code.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, odeus.integrationId);
    await writeFile(join(app, file), text);
    const env = { ...process.env, ODEUS_API_KEY: odeus.apiKey, ODEUS_BASE_URL: odeus.baseUrl };
    const { stdout, stderr } = await run("node", [file], { cwd: app, env });
    assert.equal(stderr, "");
    assert.equal(stdout, `${odeus.integrationId} Weather\n`);
  }

  test("runs the README's example by import", async () => {
    await runExample("example.mjs", await readExample());
    assert.equal(odeus.integration(odeus.integrationId).color, "#0a84ff");
  });

  test("runs the README's example by require", async () => {
    const example = await readExample();
    const commonjs = example.replace(/^import (.*) from (.*);/, "const $1 = require($2);");
    await runExample("example.cjs", `(async () => {\n${commonjs}\n})();`);
  });

  test("installs its program", async () => {
    const program = join(app, "node_modules", ".bin", "odeus-integrations");
    const { stdout } = await run(program, ["--version"]);
    assert.equal(stdout, `${manifest.version}\n`);
    const parameters = ["--offline", "odeus-integrations", "--version"];
    assert.equal((await run("npx", parameters, { cwd: app })).stdout, stdout);
  });

  test("installs no other package and runs no script", async () => {
    const lock = JSON.parse(await readFile(join(app, "package-lock.json"), "utf8"));
    assert.deepEqual(Object.keys(lock.packages), ["", "node_modules/odeus-integrations"]);
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.scripts, undefined);
  });

  test("sends its own version", async () => {
    const { buildUpdateRequest } = await import("odeus-integrations");
    const request = buildUpdateRequest(odeus.integrationId, {}, { apiKey: "odeus_key" });
    assert.equal(request.headers.get("user-agent"), `odeus-integrations/${manifest.version}`);
  });

  test("has the texts of the project, and no path of the machine that built it", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    for (const name of ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
      assert.ok(stdout.includes(`package/${name}\n`), name);
    }
    const wasm = await readFile(join(app, "node_modules/odeus-integrations/dist/module.wasm"));
    for (const path of [root, process.env.HOME, "index.crates.io", "registry/src"]) {
      assert.ok(!wasm.includes(path), path);
    }
  });

  test("has a README whose links and images also work on npm", async () => {
    const readme = await readFile(join(app, "node_modules/odeus-integrations/README.md"), "utf8");
    const targets = [
      ...readme.matchAll(/\]\(<?([^\s)>]+)/g), // [text](target) and ![text](target)
      ...readme.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm), // [name]: target
      ...readme.matchAll(/\b(?:href|src|srcset)=["']([^"'\s]+)/gi), // tags of HTML
    ].map(([, target]) => target);
    assert.ok(targets.length > 0);
    assert.deepEqual(
      targets.filter((target) => !/^(https:\/\/|#)/.test(target)),
      [],
    );
  });

  test("has a module of at most 40 KB gzipped, and the inlined bytes are the same", async () => {
    const dist = join(app, "node_modules/odeus-integrations/dist");
    const wasm = await readFile(join(dist, "module.wasm"));
    assert.ok(gzipSync(wasm, { level: 9 }).length <= 40_000);
    const inlined = createRequire(import.meta.url)(join(dist, "inlined-wasm.cjs"));
    assert.ok(Buffer.from(inlined, "base64").equals(wasm));
  });

  test("passes publint --strict", async () => {
    const { stdout } = await run(binary("publint"), ["--strict", tarball]).catch((error) => error);
    assert.match(stdout, /All good!/);
  });

  test("passes attw", async () => {
    const { stdout } = await run(binary("attw"), [tarball, "--no-color"]).catch((error) => error);
    assert.match(stdout, /No problems found/);
  });
});
