// Makes the wasm fit the JavaScript that wasm-bindgen generated for it.
//
// wasm-opt gives the imports and the exports of the wasm short names. wasm-bindgen's own names for the
// imports end in a hash, and a hash does not compress.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

/** wasm-bindgen's name of the function that a new instance calls first. */
const START_NAME = "__wbindgen_start";

/** wasm-bindgen's names of the functions that the runtime calls: closures, and what frees them. */
const CALLBACK = /^wasm_bindgen__convert__closures|^__wbindgen_destroy_closure$/;

/**
 * @typedef {object} Names what wasm-opt prints about the names that it replaced
 * @property {[module: string, name: string, short: string][]} imports
 * @property {[name: string, short: string][]} exports
 */

/**
 * The generated JavaScript, with wasm-opt's names for the exports of the wasm.
 * @param {string} script
 * @param {Names} names
 */
export function shortenExports(script, names) {
  const shortNames = new Map(names.exports);
  const used = new Set();
  const shortened = script.replaceAll(/\bwasm\.(\w+)/g, (_, name) => {
    expect(shortNames.has(name), `wasm-opt has no short name for the export ${name}`);
    used.add(name);
    return `wasm.${shortNames.get(name)}`;
  });
  expect(used.size > 0, "the generated JavaScript calls no export of the wasm");
  return shortened;
}

/**
 * The bindings as an ES module. It exports `createBindings`, so that every instance of the module
 * has bindings of its own, and the names that the facade needs.
 * @param {string} file the generated JavaScript
 * @param {Names} names
 * @param {Uint8Array<ArrayBuffer>} wasm the optimised module
 * @returns {Promise<string>}
 */
export async function bindingsModule(file, names, wasm) {
  const { functions } = await readGenerated(file);
  const module = new WebAssembly.Module(wasm);
  const start = names.exports.find(([name]) => name === START_NAME)?.[1] ?? "";
  const callbacks = names.exports.filter(([name]) => CALLBACK.test(name)).map(([, short]) => short);
  expect(start !== "", `the wasm exports no ${START_NAME}`);
  expect(callbacks.length > 0, `the wasm exports nothing that matches ${CALLBACK}`);
  const shortNames = new Map(names.imports.map(([, name, short]) => [name, short]));
  const members = functions.map((name) => `${shortNames.get(name) ?? name}: ${name}`);
  // esbuild writes the functions, then the assignment, and no import and no export. So its output can
  // be the body of a function. esbuild does not rename what that function declares, because its code
  // uses these names without declaring them.
  const outfile = join(dirname(file), "bindings.js");
  await esbuild.build({
    stdin: {
      contents: `import { ${functions} } from ${JSON.stringify(file)};
bindings = { __proto__: null, ${members} };`,
      resolveDir: dirname(file),
    },
    absWorkingDir: dirname(file),
    bundle: true,
    format: "esm",
    minifySyntax: true,
    // wasm-bindgen freezes its enums. This lets esbuild leave them out here: enums.ts has them.
    pure: ["Object.freeze"],
    target: "es2022",
    outfile,
    banner: {
      js: `export function createBindings(TextDecoder, queueMicrotask) {
let bindings;`,
    },
    footer: {
      js: `return bindings;
}
export const MODULE = ${JSON.stringify(importedModule(module))};
export const START = ${JSON.stringify(start)};
export const CALLBACKS = ${JSON.stringify(callbacks)};`,
    },
  });
  await tryBindings(outfile, module);
  return readFileSync(outfile, "utf8");
}

/**
 * The enums of the generated JavaScript as TypeScript: esbuild replaces a member of such an enum by
 * its number, in every module that imports the enum.
 * @param {string} file the generated JavaScript
 * @returns {Promise<string>}
 */
export async function enumsModule(file) {
  const { enums } = await readGenerated(file);
  const declarations = enums.map(([name, values]) => {
    // wasm-bindgen writes each member twice: `Client: 0` and `"0": "Client"`.
    const members = Object.entries(values).filter(([, value]) => typeof value === "number");
    expect(members.length * 2 === Object.keys(values).length, `${name} is not a plain enum`);
    return `export enum ${name} {${members.map(([key, value]) => `${key} = ${value}`)}}\n`;
  });
  return ["export {};\n", ...declarations].join("");
}

/**
 * What the generated JavaScript exports: the names of its functions, and its enums.
 * @param {string} file
 */
async function readGenerated(file) {
  const exports = Object.entries(await import(pathToFileURL(file).href));
  const functions = exports.filter(([, value]) => typeof value === "function");
  const enums = exports.filter(([, value]) => typeof value === "object");
  expect(functions.length > 0, "wasm-bindgen exports no function");
  expect(
    functions.length + enums.length === exports.length,
    "wasm-bindgen exports something that is neither a function nor an enum",
  );
  return { functions: functions.map(([name]) => name), enums };
}

/**
 * The name under which the wasm imports its functions.
 * @param {WebAssembly.Module} module
 */
function importedModule(module) {
  const modules = new Set(WebAssembly.Module.imports(module).map(({ module }) => module));
  expect(modules.size === 1, `the wasm imports from ${[...modules]} instead of from one module`);
  return [...modules][0] ?? "";
}

/**
 * Makes an instance with the bindings. It throws if they lack a function that the wasm imports.
 * @param {string} file the bindings
 * @param {WebAssembly.Module} module
 */
async function tryBindings(file, module) {
  const { createBindings, MODULE, START } = await import(pathToFileURL(file).href);
  const bindings = createBindings(TextDecoder, queueMicrotask);
  const { exports } = new WebAssembly.Instance(module, { [MODULE]: bindings });
  bindings.__wbg_set_wasm(exports);
  exports[START]();
}

/**
 * @param {boolean} condition
 * @param {string} problem
 */
function expect(condition, problem) {
  if (condition) return;
  throw new Error(`${problem}: look at what wasm-bindgen wrote into target/bindgen`);
}
