// Makes the two halves of the module fit: the optimised wasm, and the JavaScript that wasm-bindgen
// generated for it, as a function, so that every instance of the module has bindings of its own.
//
// What one half calls the other by is shortened on both sides. wasm-bindgen's names have a hash each,
// which does not compress: together they are a fourteenth of what a Worker is shipped.
import binaryen from "binaryen";
import * as esbuild from "esbuild";

/** The exports that the runtime calls by itself. */
const CALLBACK = /^wasm_bindgen__convert__closures|^__wbindgen_destroy_closure$/;

/** Memory keeps its name: tools that watch it look for it. */
const KEPT = "memory";

/**
 * @typedef {{ imports: [module: string, name: string, short: string][],
 *   exports: [name: string, short: string][] }} Names what wasm-opt prints of its renaming
 */

/**
 * The wasm without the exports that the generated JavaScript never calls, so that wasm-opt drops what
 * they keep.
 * @param {Uint8Array} wasm
 * @param {string} source the generated JavaScript
 * @returns {Uint8Array}
 */
export function dropUnusedExports(wasm, source) {
  const used = new Set(source.match(/(?<=\bwasm\.)\w+/g));
  used.add("__wbindgen_start");
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(wasm);
  for (let index = module.getNumExports() - 1; index >= 0; index -= 1) {
    const { name } = binaryen.getExportInfo(module.getExportByIndex(index));
    if (!used.has(name)) module.removeExport(name);
  }
  return module.emitBinary();
}

/**
 * The wasm after wasm-opt shortened its names, with the memory under its own.
 * @param {Uint8Array} wasm
 * @param {Names} names
 * @returns {Uint8Array}
 */
export function keepMemoryName(wasm, names) {
  const module = binaryen.readBinary(wasm);
  module.removeExport(shortExport(names, KEPT));
  module.addMemoryExport("0", KEPT);
  return module.emitBinary();
}

/**
 * The bindings as an ES module that exports `createBindings`, and the names that the facade needs.
 * @param {string} source the generated JavaScript
 * @param {Names} names
 * @param {Uint8Array<ArrayBuffer>} wasm the module
 */
export function bindingsModule(source, names, wasm) {
  const [first] = WebAssembly.Module.imports(new WebAssembly.Module(wasm));
  const shortImports = new Map(names.imports.map(([, name, short]) => [name, short]));
  const exported = [...source.matchAll(/^export (?:function|const) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const members = exported.map(
    (name) => `${JSON.stringify(shortImports.get(name) ?? name)}: ${name}`,
  );
  const body = source
    .replaceAll(/^export (?=function|const)/gm, "")
    .replaceAll(/(?<=\bwasm\.)\w+/g, (name) => (name === KEPT ? name : shortExport(names, name)));
  const callbacks = names.exports.filter(([name]) => CALLBACK.test(name));
  const code = `export function createBindings(TextDecoder, queueMicrotask) {
${body}
return { __proto__: null, ${members.join(", ")} };
}
export const MODULE = ${JSON.stringify(first?.module)};
export const START = ${JSON.stringify(shortExport(names, "__wbindgen_start"))};
export const CALLBACKS = ${JSON.stringify(callbacks.map(([, short]) => short))};
`;
  return esbuild.transformSync(code, {
    minifySyntax: true,
    legalComments: "none",
    target: "es2022",
  }).code;
}

/**
 * @param {Names} names
 * @param {string} name
 */
function shortExport(names, name) {
  const entry = names.exports.find(([long]) => long === name);
  if (entry === undefined) throw new Error(`the module exports no ${name}`);
  return entry[1];
}
