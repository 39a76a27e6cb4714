/** esbuild, for Node and for a neutral platform. */
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { describeBundler } from "./bundle.js";

async function bundle({ entry, format, folder, name }, settings = {}) {
  const { metafile, warnings } = await build({
    entryPoints: [entry],
    outfile: join(folder, name),
    bundle: true,
    format,
    platform: "node",
    metafile: true,
    logLevel: "silent",
    ...settings,
  });
  return {
    inputs: Object.keys(metafile.inputs).map((path) => resolve(path)),
    warnings: warnings.map(({ text }) => text),
  };
}

describeBundler({ bundler: "esbuild", bundle }, [
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  {
    does: "bundles and minifies an ES module for a neutral platform",
    program: "update.js",
    format: "esm",
    settings: { minify: true, platform: "neutral" },
  },
  {
    does: "bundles and minifies a CommonJS module for a neutral platform",
    program: "update.cjs",
    format: "cjs",
    settings: { minify: true, platform: "neutral" },
  },
  { does: "bundles only the offline check", program: "validate.js", format: "esm" },
]);
