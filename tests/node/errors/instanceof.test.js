/** `instanceof` works across copies of the package and across realms. */
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import * as sdk from "odeus-integrations";
import { ID, KEY } from "../../support/calls.js";

const require = createRequire(import.meta.url);

/** One status for each class of the package's table. */
const STATUSES = [
  [400, "BadRequestError"],
  [401, "AuthenticationError"],
  [403, "PermissionDeniedError"],
  [404, "NotFoundError"],
  [429, "RateLimitError"],
  [500, "InternalServerError"],
  [418, "APIError"],
];
const ADVICE = {
  BadRequestError: "drop",
  AuthenticationError: "halt",
  PermissionDeniedError: "drop",
  NotFoundError: "drop",
  RateLimitError: "pause",
  InternalServerError: "retry",
  APIError: "drop",
};
const CLASSES = STATUSES.map(([, name]) => name);

function parentsOf(name) {
  return new Set(["APIError", "OdeusError", name]);
}

async function reject(copy, status) {
  const fetch = async () => new Response("", { status });
  const options = { apiKey: KEY, maxRetries: 0, fetch };
  return copy.updateIntegration(ID, {}, options).then(
    () => assert.fail("the call should have been rejected"),
    (error) => error,
  );
}

/**
 * Runs the CJS build with the globals of another realm. Globals that it lacks come from this realm.
 */
function loadInRealm(file) {
  const missing = { fetch, Request, Response, Headers, URL, AbortController, AbortSignal };
  const tools = { TextDecoder, TextEncoder, setTimeout, clearTimeout, performance, atob, Buffer };
  const context = vm.createContext({ ...missing, ...tools, process, queueMicrotask });
  const loaded = new Map();
  const load = (path) => {
    if (loaded.has(path)) return loaded.get(path).exports;
    const module = { exports: {} };
    loaded.set(path, module);
    const wrap = `(function (exports, require, module, __filename, __dirname) {
      ${readFileSync(path, "utf8")}
    })`;
    const requireFrom = createRequire(path);
    const requireInRealm = (name) =>
      name.startsWith(".") ? load(requireFrom.resolve(name)) : requireFrom(name);
    const run = vm.runInContext(wrap, context, { filename: path });
    run(module.exports, requireInRealm, module, path, dirname(path));
    return module.exports;
  };
  return { copy: load(file), realm: context };
}

describe("instanceof", () => {
  const folder = mkdtempSync(join(tmpdir(), "odeus-integrations-"));
  const file = require.resolve("odeus-integrations");
  const copies = {};

  before(async () => {
    const root = dirname(require.resolve("odeus-integrations/package.json"));
    const second = join(folder, "node_modules", "odeus-integrations");
    cpSync(root, second, { recursive: true });
    // With its own package.json the folder is an app. Other files of the temporary folder do not matter.
    writeFileSync(join(folder, "package.json"), "{}");
    const from = createRequire(pathToFileURL(join(folder, "app.js")));
    copies["the CJS build"] = require("odeus-integrations");
    copies["another installation's CJS build"] = from("odeus-integrations");
    copies["another realm's build"] = loadInRealm(file).copy;
  });
  after(() => rmSync(folder, { recursive: true }));

  test("each copy has its own classes", () => {
    for (const copy of Object.values(copies)) assert.notEqual(copy.OdeusError, sdk.OdeusError);
  });

  for (const name of [
    "the CJS build",
    "another installation's CJS build",
    "another realm's build",
  ]) {
    for (const [status, className] of STATUSES) {
      test(`an ${className} of ${name} is an instance of the same class of the ESM build only`, async () => {
        const error = await reject(copies[name], status);
        assert.equal(error.name, className);
        assert.equal(sdk.isOdeusError(error), true);
        assert.equal(sdk.adviseRetry(error).verdict, ADVICE[className]);
        for (const other of ["OdeusError", ...CLASSES]) {
          const expected = parentsOf(className).has(other);
          assert.equal(error instanceof sdk[other], expected, other);
        }
      });

      test(`an ${className} of the ESM build is an instance of the same class of ${name} only`, async () => {
        const error = await reject(sdk, status);
        for (const other of ["OdeusError", ...CLASSES]) {
          const expected = parentsOf(className).has(other);
          assert.equal(error instanceof copies[name][other], expected, other);
        }
      });
    }
  }

  test("an error of another realm is an instance of that realm's Error", async () => {
    const { copy, realm } = loadInRealm(file);
    const error = await reject(copy, 404);
    assert.equal(error instanceof Error, false);
    assert.equal(error instanceof vm.runInContext("Error", realm), true);
    assert.equal(error instanceof sdk.NotFoundError, true);
  });

  test("changes and options of another realm are accepted", async () => {
    const [changes, options] = vm.runInNewContext(
      `[{ name: "A" }, { apiKey: "${KEY}", headers: { "x-trace": "1" } }]`,
    );
    const request = sdk.buildUpdateRequest(ID, changes, options);
    assert.equal(await request.text(), '{"name":"A"}');
  });

  test("arrays of another realm are refused", () => {
    const [issue] = sdk.validateIntegrationUpdate(vm.runInNewContext("[]"));
    assert.deepEqual(issue.path, []);
  });

  for (const [name, value] of [
    ["null", null],
    ["undefined", undefined],
    ["a string", "NotFoundError"],
    ["an Error", new Error("x")],
    ["an Error with the same name", Object.assign(new Error("x"), { name: "NotFoundError" })],
    [
      "an object with the same properties",
      { name: "NotFoundError", code: "not_found", status: 404 },
    ],
    ["a class", sdk.NotFoundError],
    ["an object without a prototype", Object.create(null)],
  ]) {
    test(`${name} is not an instance of an error class`, () => {
      for (const className of ["OdeusError", ...CLASSES]) {
        assert.equal(value instanceof sdk[className], false, className);
      }
    });
  }

  test("a subclass that a caller made has only its own instances", async () => {
    class Mine extends sdk.NotFoundError {}
    const error = await reject(sdk, 404);
    assert.equal(error instanceof Mine, false);
    const mine = new Mine({ message: "x", status: 404 });
    assert.equal(mine instanceof Mine, true);
    assert.equal(mine instanceof sdk.NotFoundError, true);
    assert.equal(mine instanceof sdk.BadRequestError, false);
  });
});
