// Builds the npm package: the wasm, its bindings, the facade, the types and the command line. Prints
// the sizes.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { bindingsModule, enumsModule, shortenExports } from "./bindings.js";
import { buildTypes, typeModule } from "./declarations.js";
import { checkLibraries } from "./libraries.js";
import { notices } from "./notices.js";
import { ROOT, run, runBinary } from "./run.js";
import { installToolchain } from "./setup.js";

const PACKAGE = join(ROOT, "pkg");
const GENERATED = join(PACKAGE, "generated");
const DIST = join(PACKAGE, "dist");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BINDINGS = join(TARGET, "bindgen");

/** wasm-opt may use these features and no others. Every supported runtime has them. */
const WASM_FEATURES = [
  "bulk-memory",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
];

/**
 * Together with opt-level 2 these make a smaller module than the levels "s" and "z".
 * Measured for a Worker, gzip: 34.3 KB with all three, 37.3 KB at level "s" or "z".
 * Without the first 36.1 KB, without the second 34.6 KB, without the third 34.5 KB.
 */
const LLVM_ARGUMENTS = ["-inline-threshold=5", "-unroll-threshold=0", "-unroll-allow-partial=0"];

/** @type {esbuild.BuildOptions} */
const BUNDLE = { bundle: true, target: "es2022", platform: "neutral", legalComments: "none" };

installToolchain();
buildWasm();
await buildBindings();
await buildFacade();
buildTypes();
await buildProgram();
typeModule();
copyTexts();
printSizes();

function buildWasm() {
  // The flags replace this machine's paths in the wasm, so that every machine builds the same bytes.
  // Cargo unpacks the crates before that: a new machine has no folder of crates to list.
  run("cargo", ["fetch", "--locked", "--quiet"]);
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const registries = join(cargoHome, "registry", "src");
  // If two match, rustc takes the later one. Cargo's home comes after the root, because it may be
  // inside the root.
  const remaps = [
    [ROOT, "/"],
    [cargoHome, "/cargo"],
    ...(existsSync(registries) ? readdirSync(registries) : []).map((name) => [
      join(registries, name),
      "/crates",
    ]),
    [run("rustc", ["--print", "sysroot"], { quiet: true }).trim(), "/rust"],
  ];
  const flags = [
    ...remaps.map(([from, to]) => `--remap-path-prefix=${from}=${to}`),
    ...LLVM_ARGUMENTS.map((argument) => `-Cllvm-args=${argument}`),
  ];
  run(
    "cargo",
    [
      "build",
      "--locked",
      "--release",
      "--target",
      "wasm32-unknown-unknown",
      "--package",
      "odeus-integrations",
    ],
    {
      env: { CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"), CARGO_TARGET_DIR: TARGET },
    },
  );
}

/** Makes the module and its bindings from the wasm that Cargo compiled. */
async function buildBindings() {
  const wasm = join(TARGET, "wasm32-unknown-unknown", "release", "odeus_integrations.wasm");
  rmSync(BINDINGS, { recursive: true, force: true });
  run("cargo", ["run", "--locked", "--quiet", "--package", "bindgen", "--", wasm, BINDINGS], {
    env: { CARGO_TARGET_DIR: TARGET },
  });
  rmSync(GENERATED, { recursive: true, force: true });
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(GENERATED, { recursive: true });
  mkdirSync(DIST, { recursive: true });
  const shortened = join(BINDINGS, "shortened.wasm");
  const names = JSON.parse(
    optimize(join(BINDINGS, "odeus_integrations_bg.wasm"), shortened, [
      "--minify-imports-and-exports-and-modules",
    ]),
  );
  const module = join(DIST, "module.wasm");
  // The first two steps write the control flow anew, which saves 0.1 KB after gzip.
  optimize(shortened, module, [
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--strip-producers",
    "--strip-target-features",
  ]);
  const generated = readFileSync(join(BINDINGS, "odeus_integrations_bg.js"), "utf8");
  const script = join(BINDINGS, "shortened.js");
  writeFileSync(script, shortenExports(generated, names));
  const bindings = await bindingsModule(script, names, readFileSync(module));
  writeFileSync(join(GENERATED, "bindings.js"), `${bindings}export * from "./enums.ts";\n`);
  writeFileSync(join(GENERATED, "enums.ts"), await enumsModule(script));
  copyFileSync(join(BINDINGS, "odeus_integrations.d.ts"), join(GENERATED, "functions.d.ts"));
  writeFileSync(
    join(GENERATED, "bindings.d.ts"),
    `import type * as enums from "./enums.js";
import type * as functions from "./functions.js";
export * from "./enums.js";
export type Bindings = Omit<typeof functions, keyof typeof enums> & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};
/** Makes the bindings of one instance. Some hosts have no global TextDecoder, so it is passed in. */
export function createBindings(
  decoder: typeof TextDecoder,
  queueMicrotask: (callback: () => void) => void,
): Bindings;
/** The name under which the wasm imports its functions. */
export const MODULE: string;
/** The export that a new instance calls first. */
export const START: string;
/** The exports that the runtime calls by itself. */
export const CALLBACKS: string[];
`,
  );
  const base64 = readFileSync(join(DIST, "module.wasm")).toString("base64");
  writeFileSync(join(DIST, "inlined-wasm.cjs"), `module.exports = "${base64}";\n`);
  writeFileSync(
    join(GENERATED, "inlined-wasm.d.cts"),
    "declare const base64: string;\nexport = base64;\n",
  );
}

/**
 * Runs wasm-opt.
 * @param {string} input
 * @param {string} output
 * @param {string[]} passes
 * @returns {string} what wasm-opt printed
 */
function optimize(input, output, passes) {
  const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);
  const parameters = [...passes, "--mvp-features", ...features, input, "--output", output];
  return runBinary("wasm-opt", parameters, { quiet: true });
}

async function buildFacade() {
  await bundle("inlined", "esm", "index.js");
  await bundle("inlined", "cjs", "index.cjs");
  await bundle("workerd", "esm", "workerd.js");
  await bundle("edge-light", "esm", "edge-light.js");
  await bundleTesting("esm", "testing.js");
  await bundleTesting("cjs", "testing.cjs");
  for (const name of ["index.cjs", "testing.cjs"]) {
    const file = join(DIST, name);
    writeFileSync(file, readOwnKeysOnly(name, readFileSync(file, "utf8")));
  }
}

/**
 * Bundles the Odeus for users' tests. It has neither the module nor the client.
 * @param {"esm" | "cjs"} format
 * @param {string} name
 */
async function bundleTesting(format, name) {
  await esbuild.build({
    ...BUNDLE,
    entryPoints: [join(PACKAGE, "src", "testing", "index.ts")],
    outfile: join(DIST, name),
    format,
  });
}

/**
 * Bundles the facade with a runtime's loader. The bundle imports the module, or its bytes, from
 * another file.
 * @param {string} loader
 * @param {"esm" | "cjs"} format
 * @param {string} name
 */
async function bundle(loader, format, name) {
  const plugin = {
    name: "loader",
    /** @param {esbuild.PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /loaders\/inlined\.js$/ }, () => ({
        path: join(PACKAGE, "src", "module", "loaders", `${loader}.ts`),
      }));
      build.onResolve({ filter: /generated\/(inlined-wasm\.cjs|module\.wasm.*)$/ }, ({ path }) => ({
        path: path.replace("../../../generated/", "./"),
        external: true,
      }));
    },
  };
  await esbuild.build({
    ...BUNDLE,
    entryPoints: [join(PACKAGE, "src", "index.ts")],
    outfile: join(DIST, name),
    format,
    plugins: [plugin],
  });
}

/**
 * Bundles the command line with its libraries. Each command and each library that is not needed at once
 * is a file of its own. The package itself is not in the bundle: the program imports `index.js`.
 */
async function buildProgram() {
  const sources = join(PACKAGE, "src", "cli");
  runBinary("tsc", ["--project", sources]);
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  const plugin = {
    name: "package",
    /** @param {esbuild.PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({
        path: "../index.js",
        external: true,
      }));
    },
  };
  const { metafile } = await esbuild.build({
    entryPoints: { cli: join(sources, "main.ts") },
    outdir: DIST,
    chunkNames: "cli/[name]-[hash]",
    splitting: true,
    // The names of the chunks depend on the paths in the root folder, wherever node_modules really is.
    preserveSymlinks: true,
    bundle: true,
    minify: true,
    format: "esm",
    target: "node20.19",
    platform: "node",
    legalComments: "none",
    metafile: true,
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    // commander is CommonJS, and requires modules of Node.
    banner: {
      js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);',
    },
    plugins: [plugin],
  });
  checkLibraries(Object.keys(metafile.inputs));
  const program = join(DIST, "cli.js");
  const text = readFileSync(program, "utf8");
  // The plugin's path is right in the folder `cli` only. The program must not load the package at once.
  if (text.includes("../index.js")) throw new Error("dist/cli.js itself imports the package");
  writeFileSync(program, `#!/usr/bin/env node\n${text}`);
  chmodSync(program, 0o755);
}

/**
 * Changes a loop in esbuild's helper for exports, so that it reads own keys only. As it is, the loop
 * also reads what other code put on `Object.prototype`, and then the import throws.
 * @param {string} name
 * @param {string} text
 */
function readOwnKeysOnly(name, text) {
  const parts = text.split("for (var name in all)");
  if (parts.length !== 2) {
    throw new Error(`dist/${name}: esbuild's helper __export has changed, look at its loop`);
  }
  return parts.join("for (var name of Object.keys(all))");
}

function copyTexts() {
  writeFileSync(join(PACKAGE, "THIRD-PARTY-LICENSES.txt"), notices());
  for (const name of ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md"]) {
    copyFileSync(join(ROOT, name), join(PACKAGE, name));
  }
}

function printSizes() {
  const files = readdirSync(DIST, { withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { name } of files) {
    const bytes = readFileSync(join(DIST, name));
    const zipped = gzipSync(bytes, { level: 9 }).length;
    console.log(`${name.padEnd(18)} ${kilobytes(bytes.length)}  gzip ${kilobytes(zipped)}`);
  }
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1).padStart(6)} KB`;
}
