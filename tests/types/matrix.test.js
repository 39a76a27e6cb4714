/** The declarations compile under both TypeScripts, with every supported declaration of a runtime. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { COMPILERS } from "./compilers.js";

const here = fileURLToPath(new URL("./", import.meta.url));
const packages = join(here, "node_modules");
const folder = mkdtempSync(join(tmpdir(), "odeus-types-"));
symlinkSync(packages, join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

const NODES = [20, 22, 24, 25, 26];
const DOM = ["es2022", "dom", "dom.iterable"];

/** The options for one version of @types/node: the folder in which TypeScript finds it as `node`. */
function withNode(version, lib = ["es2022"]) {
  const typeRoot = join(folder, `node-${version}`);
  mkdirSync(typeRoot, { recursive: true });
  rmSync(join(typeRoot, "node"), { force: true });
  symlinkSync(join(packages, `types-node-${version}`), join(typeRoot, "node"));
  return { lib, types: ["node"], typeRoots: [typeRoot] };
}

/** What an application may be compiled with. */
const ENVIRONMENTS = [
  ...NODES.map((version) => [`@types/node ${version}`, withNode(version)]),
  ["@types/node 20 and the DOM library", withNode(20, DOM)],
  ["@types/node 26 and the DOM library", withNode(26, DOM)],
  ["the DOM library", { lib: DOM, types: [] }],
  ["@cloudflare/workers-types", { lib: ["es2022"], types: ["@cloudflare/workers-types"] }],
  ["bun-types", { lib: ["es2022"], types: ["bun-types"] }],
];

/** How imports are resolved, and the names that a program has there. */
const RESOLUTIONS = [
  ["nodenext", { module: "nodenext", moduleResolution: "nodenext" }, [".mts", ".cts"]],
  ["node16", { module: "node16", moduleResolution: "node16" }, [".mts", ".cts"]],
  ["bundler", { module: "esnext", moduleResolution: "bundler" }, [".ts"]],
];

/**
 * Programs with packages of others, whose own declarations are not checked. The versions of undici are
 * those of @types/node, so that their dispatcher fits the global `fetch`.
 */
const FETCHES = [
  ["undici 6 with @types/node 20", "undici-6", withNode(20)],
  ["undici 6 with @types/node 22", "undici-6", withNode(22)],
  ["undici 7 with @types/node 24", "undici-7", withNode(24)],
  ["undici 8 with @types/node 26", "undici-8", withNode(26)],
  ["wrappers and test doubles with @types/node 20", "doubles", withNode(20)],
  ["wrappers and test doubles with @types/node 26", "doubles", withNode(26)],
  ["wrappers and test doubles with the DOM library", "doubles", withNode(26, DOM)],
];

const [, NODENEXT] = RESOLUTIONS[0];
const COMMON = { strict: true, noEmit: true, target: "es2022", skipLibCheck: false };
const EXACT = { ...COMMON, exactOptionalPropertyTypes: true };

/** Compiles a program under each ending. An ending says whether it is a module of CommonJS. */
async function assertCompiles(compile, name, endings, options) {
  const files = endings.map((ending) => `${name}${ending}`);
  for (const file of files) copyFileSync(join(here, "programs", `${name}.ts`), join(folder, file));
  assert.equal(await compile(folder, files, options), "");
}

for (const [compiler, compile] of COMPILERS) {
  describe(compiler, () => {
    for (const [environment, options] of ENVIRONMENTS) {
      test(`compiles the declarations with ${environment}`, () =>
        assertCompiles(compile, "usage", [".mts", ".cts"], { ...EXACT, ...NODENEXT, ...options }));

      test(`compiles the declarations of the Odeus for tests with ${environment}`, () =>
        assertCompiles(compile, "testing", [".mts", ".cts"], {
          ...EXACT,
          ...NODENEXT,
          ...options,
        }));
    }

    for (const [resolution, options, endings] of RESOLUTIONS) {
      test(`compiles the declarations under ${resolution} resolution`, () =>
        assertCompiles(compile, "usage", endings, { ...EXACT, ...options, lib: DOM, types: [] }));

      test(`compiles the declarations of the Odeus for tests under ${resolution} resolution`, () =>
        assertCompiles(compile, "testing", endings, { ...EXACT, ...options, lib: DOM, types: [] }));
    }

    test("compiles the declarations without exactOptionalPropertyTypes", () =>
      assertCompiles(compile, "usage", [".mts"], { ...COMMON, ...NODENEXT, ...withNode(26) }));

    for (const [kind, name, options] of FETCHES) {
      test(`${kind} fit without a cast`, () =>
        assertCompiles(compile, name, [".mts"], {
          ...COMMON,
          ...NODENEXT,
          ...options,
          skipLibCheck: true,
        }));
    }
  });
}
