/** Bundles by the API that Rollup and Rolldown share. */
import { join } from "node:path";

/**
 * @param {(options: object) => Promise<object>} build `rollup` or `rolldown`
 * @param {object} options
 * @returns {(job: import("./bundle.js").Job) => Promise<import("./bundle.js").Bundled>}
 */
export function bundleBy(build, options) {
  return async ({ entry, format, folder, name }) => {
    const warnings = [];
    const onLog = (level, { message }) => {
      if (level === "warn") warnings.push(message);
    };
    const made = await build({ input: entry, onLog, ...options });
    try {
      await made.write({ file: join(folder, name), format });
      return { inputs: await made.watchFiles, warnings };
    } finally {
      await made.close();
    }
  };
}
