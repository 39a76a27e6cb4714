/** Rolldown, which needs no plugin for npm packages. */
import { join } from "node:path";
import { rolldown } from "rolldown";
import { describeBundler } from "./bundle.js";

async function bundle({ entry, format, folder, name }) {
  const warnings = [];
  const made = await rolldown({
    input: entry,
    platform: "node",
    onLog: (level, { message }) => {
      if (level === "warn") warnings.push(message);
    },
  });
  try {
    await made.write({ file: join(folder, name), format });
    return { inputs: await made.watchFiles, warnings };
  } finally {
    await made.close();
  }
}

describeBundler({ bundler: "rolldown", bundle }, [
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  { does: "bundles the offline check alone", program: "validate.js", format: "esm" },
]);
