/** Rollup, with the two plugins that it needs for npm packages. */
import commonjs from "@rollup/plugin-commonjs";
import nodeResolve from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { describeBundler } from "./bundle.js";
import { bundleBy } from "./rollup-api.js";

const bundle = bundleBy(rollup, {
  plugins: [nodeResolve({ preferBuiltins: true }), commonjs()],
});

describeBundler({ bundler: "rollup", bundle }, [
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  { does: "bundles only the offline check", program: "validate.js", format: "esm" },
]);
