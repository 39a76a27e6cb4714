/** Rollup, with the two plugins without which it bundles no npm package. */
import { join } from "node:path";
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { describeBundler } from "./bundle.js";

async function bundle({ entry, format, folder, name }) {
  const warnings = [];
  const made = await rollup({
    input: entry,
    plugins: [nodeResolve({ preferBuiltins: true }), commonjs()],
    onLog: (level, { message }) => {
      if (level === "warn") warnings.push(message);
    },
  });
  try {
    await made.write({ file: join(folder, name), format });
    return { inputs: made.watchFiles, warnings };
  } finally {
    await made.close();
  }
}

describeBundler({ bundler: "rollup", bundle }, [
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  { does: "bundles the offline check alone", program: "validate.js", format: "esm" },
]);
