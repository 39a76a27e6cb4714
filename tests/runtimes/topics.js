/** The files of the behaviour suites, and their bundle for runtimes that do not read files. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Where what is generated for a run lies: beside `node_modules`, so that runtimes find the package. */
export const DIST = join(HERE, "dist");

const BEHAVIOUR = join(HERE, "..", "behaviour");

const files = () =>
  readdirSync(BEHAVIOUR)
    .filter((name) => name.endsWith(".js"))
    .sort();

/** Every topic of the suites. */
export async function readTopics() {
  const load = async (name) => (await import(join(BEHAVIOUR, name))).default;
  return Promise.all(files().map(load));
}

/**
 * Writes one ES module that exports `run({ sdk, urls, skip })`; without the package itself, which
 * each runtime resolves under its own conditions.
 * @param {string} outfile
 */
export async function bundleSuite(outfile) {
  const imports = files().map((name, index) => `import t${index} from "./${name}";`);
  const list = files().map((_, index) => `t${index}`);
  await build({
    stdin: {
      contents: `${imports.join("\n")}
        import { runSuite } from "../runtimes/suite.js";
        export const run = (setup) => runSuite([${list}], setup);`,
      resolveDir: BEHAVIOUR,
    },
    outfile,
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    charset: "utf8",
  });
}
