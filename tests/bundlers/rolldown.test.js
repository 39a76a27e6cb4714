/** Rolldown, which needs no plugin for npm packages. */
import { rolldown } from "rolldown";
import { describeBundler } from "./bundle.js";
import { bundleBy } from "./rollup-api.js";

const bundle = bundleBy(rolldown, { platform: "node" });

describeBundler({ bundler: "rolldown", bundle }, [
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  { does: "bundles only the offline check", program: "validate.js", format: "esm" },
]);
