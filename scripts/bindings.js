// Makes the two halves of the module fit each other: the wasm, and the JavaScript that wasm-bindgen
// generated for it.
//
// wasm-opt gives the imports short names, because wasm-bindgen's names end in a hash each, which does
// not compress. The exports keep their names, so the generated JavaScript is not edited.
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import binaryen from "binaryen";
import * as esbuild from "esbuild";

/** The function of the module that a new instance calls first. */
const START = "__wbindgen_start";

/** The functions of the module that the runtime calls: closures, and what frees them. */
const CALLBACK = /^wasm_bindgen__convert__closures|^__wbindgen_destroy_closure$/;

/**
 * @typedef {object} Names what wasm-opt prints about the names that it replaced
 * @property {[module: string, name: string, short: string][]} imports
 * @property {[name: string, short: string][]} exports
 */

/**
 * The wasm with the exports under the names that they had before wasm-opt shortened them.
 * @param {Uint8Array} wasm
 * @param {Names} names
 * @returns {Uint8Array}
 */
export function restoreExportNames(wasm, names) {
  const module = binaryen.readBinary(wasm);
  const exports = names.exports.map(([name, short]) => {
    const { kind, value } = binaryen.getExportInfo(module.getExport(short));
    return { name, short, kind, value };
  });
  for (const { short } of exports) module.removeExport(short);
  for (const { name, kind, value } of exports) {
    if (kind === binaryen.ExternalFunction) module.addFunctionExport(value, name);
    else if (kind === binaryen.ExternalMemory) module.addMemoryExport(value, name);
    else if (kind === binaryen.ExternalTable) module.addTableExport(value, name);
    else if (kind === binaryen.ExternalGlobal) module.addGlobalExport(value, name);
    else throw new Error(`scripts/bindings.js does not know the kind (${kind}) of export ${name}`);
  }
  return module.emitBinary();
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
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  const callbacks = exports.filter((name) => CALLBACK.test(name));
  expect(exports.includes(START), `the wasm exports no ${START}`);
  expect(callbacks.length > 0, `the wasm exports nothing that matches ${CALLBACK}`);
  const shortNames = new Map(names.imports.map(([, name, short]) => [name, short]));
  const members = functions.map((name) => `${shortNames.get(name) ?? name}: ${name}`);
  // esbuild writes the functions, then the assignment, without an import and without an export. So
  // all of it can stand inside a function. esbuild keeps the names that the function declares.
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `import { ${functions} } from ${JSON.stringify(file)};
bindings = { __proto__: null, ${members} };`,
      resolveDir: dirname(file),
    },
    absWorkingDir: dirname(file),
    bundle: true,
    format: "esm",
    minifySyntax: true,
    target: "es2022",
    write: false,
    banner: {
      js: `export function createBindings(TextDecoder, queueMicrotask) {
let bindings;`,
    },
    footer: {
      js: `return bindings;
}
export const MODULE = ${JSON.stringify(importedModule(module))};
export const START = ${JSON.stringify(START)};
export const CALLBACKS = ${JSON.stringify(callbacks)};`,
    },
  });
  const code = outputFiles[0]?.text ?? "";
  await tryBindings(code, module);
  return code;
}

/**
 * The names of what the generated JavaScript exports.
 * @param {string} file
 */
async function readGenerated(file) {
  const exports = Object.entries(await import(pathToFileURL(file).href));
  const functions = exports.filter(([, value]) => typeof value === "function");
  expect(functions.length === exports.length, "wasm-bindgen exports something that is no function");
  return { functions: functions.map(([name]) => name) };
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
 * @param {string} code
 * @param {WebAssembly.Module} module
 */
async function tryBindings(code, module) {
  const { createBindings, MODULE } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
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
