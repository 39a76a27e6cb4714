/** The bundle of the behaviour suites, for runtimes that do not read files. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { topicFiles } from "../support/topics.js";

export const HERE = fileURLToPath(new URL(".", import.meta.url));

/** The files of a run. They are beside `node_modules`, so that runtimes find the package. */
export const DIST = join(HERE, "dist");

/**
 * Writes one ES module that exports `run({ sdk, testing, urls, skip })`. The package is not in the bundle:
 * each runtime resolves it under its own conditions.
 * @param {string} outfile
 */
export async function bundleSuite(outfile) {
  const files = topicFiles();
  const imports = files.map((file, index) => `import t${index} from ${JSON.stringify(file)};`);
  const list = files.map((_, index) => `t${index}`);
  await build({
    stdin: {
      contents: `${imports.join("\n")}
        import { runSuite } from "./suite.js";
        export const run = (setup) => runSuite([${list}], setup);`,
      resolveDir: HERE,
    },
    outfile,
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    charset: "utf8",
  });
}
