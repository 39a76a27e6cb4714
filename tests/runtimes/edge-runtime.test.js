/** Vercel's edge runtime. It gets the module as it does from a build of Vercel or Next.js. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";
import { DIST } from "./bundle.js";
import { describeSuite } from "./report.js";

/** Replaces an import of `x.wasm?module` by a global with the compiled module, as Next.js does. */
function moduleAsGlobal(found) {
  return {
    name: "module-as-global",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => {
        found.file = join(resolveDir, path.replace("?module", ""));
        return { path, namespace: "global" };
      });
      onLoad({ filter: /.*/, namespace: "global" }, () => ({
        contents: "export default globalThis.odeusModule;",
      }));
    },
  };
}

await describeSuite("edge-runtime", async ({ urls, skip, folder }) => {
  const found = {};
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as sdk from "odeus-integrations";
        import * as testing from "odeus-integrations/testing";
        import { run } from ${JSON.stringify(join(folder, "suite.js"))};
        globalThis.results = run({ sdk, testing, ...${JSON.stringify({ urls, skip })} })
          .then((results) => JSON.stringify(results));`,
      resolveDir: DIST,
    },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    conditions: ["edge-light"],
    plugins: [moduleAsGlobal(found)],
    logLevel: "error",
  });
  const odeusModule = new WebAssembly.Module(readFileSync(found.file));
  const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, { odeusModule }) });
  runtime.evaluate(outputFiles[0].text);
  return JSON.parse(await runtime.context.results);
});
