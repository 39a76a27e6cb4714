/** Vite's build for a server, with all packages in the bundle. */
import { dirname } from "node:path";
import { build, createLogger } from "vite";
import { describeBundler } from "./bundle.js";

async function bundle({ entry, format, folder, name }) {
  const warnings = [];
  const warn = (text) => warnings.push(text);
  const customLogger = { ...createLogger("silent"), warn, warnOnce: warn, error: warn };
  const { output } = await build({
    configFile: false,
    root: dirname(entry),
    logLevel: "warn",
    customLogger,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: name, format } },
    },
  });
  return { inputs: output.flatMap((chunk) => chunk.moduleIds ?? []), warnings };
}

describeBundler({ bundler: "vite", bundle }, [
  { does: "bundles an ES module for a server", program: "update.js", format: "esm" },
  {
    does: "bundles an ES module for a server and for require",
    program: "update.js",
    format: "cjs",
  },
  { does: "bundles only the offline check for a server", program: "validate.js", format: "esm" },
]);
