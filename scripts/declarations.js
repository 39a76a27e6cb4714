// Writes the declarations of the package from the facade's sources.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, runBinary } from "./run.js";

const PACKAGE = join(ROOT, "pkg");
const DIST = join(PACKAGE, "dist");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

/** The modules whose types are public. */
const PUBLIC_TYPES = [
  "bulk/types",
  "bulk/update-integrations",
  "call/contexts",
  "client",
  "errors/base",
  "errors/classes",
  "index",
  "input/schema",
  "input/standard",
  "module/initialize",
  "queue/advise-retry",
  "queue/types",
  "testing/create",
  "testing/fault",
  "testing/index",
  "testing/types",
  "types",
];

/** Writes the declarations of the public modules, once for `import` and once for `require`. */
export function buildTypes() {
  const emitted = join(TARGET, "types");
  rmSync(emitted, { recursive: true, force: true });
  runBinary("tsc", ["--project", PACKAGE, "--outDir", emitted]);
  for (const name of PUBLIC_TYPES) {
    const text = readFileSync(join(emitted, "src", `${name}.d.ts`), "utf8");
    const target = join(DIST, "types", name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(`${target}.d.ts`, text);
    writeFileSync(`${target}.d.cts`, declareCommonjs(name, text));
  }
}

/**
 * The declarations of a module for `require`: they import the `.cjs` files beside them.
 * @param {string} name one of PUBLIC_TYPES
 * @param {string} text
 */
function declareCommonjs(name, text) {
  return text.replaceAll(/(\bfrom |\bimport\()"(.*)"/g, (_, start, path) => {
    const imported = join(dirname(name), path).replace(/\.js$/, "");
    if (PUBLIC_TYPES.includes(imported)) return `${start}"${path.replace(/\.js$/, ".cjs")}"`;
    throw new Error(
      `${name}.d.ts imports ${path}, which is not in PUBLIC_TYPES of scripts/declarations.js`,
    );
  });
}

/**
 * Declares the file module.wasm: for `import`, for `require`, and for tools that do not read the
 * `exports` of package.json. Its type is `object`, because @types/node does not declare WebAssembly.
 */
export function typeModule() {
  const declaration = "declare const module: object;\n";
  writeFileSync(join(DIST, "types", "module.wasm.d.ts"), `${declaration}export default module;\n`);
  writeFileSync(join(DIST, "types", "module.wasm.d.cts"), `${declaration}export = module;\n`);
  writeFileSync(join(PACKAGE, "module.wasm.d.ts"), `${declaration}export default module;\n`);
}
