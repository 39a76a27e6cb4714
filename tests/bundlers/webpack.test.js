/** webpack 5, for Node. */
import { promisify } from "node:util";
import webpack from "webpack";
import { describeBundler } from "./bundle.js";

const AS_COMMONJS = { library: { type: "commonjs2" } };
const AS_MODULE = { library: { type: "module" }, module: true, chunkFormat: "module" };

async function bundle({ entry, format, folder, name }) {
  const isModule = format === "esm";
  const compiler = webpack({
    mode: "production",
    target: "node20",
    entry,
    experiments: { outputModule: isModule },
    output: { path: folder, filename: name, ...(isModule ? AS_MODULE : AS_COMMONJS) },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  const messages = [...errors, ...warnings].map(({ message }) => message);
  return { inputs: [...stats.compilation.fileDependencies], warnings: messages };
}

describeBundler({ bundler: "webpack", bundle }, [
  { does: "bundles an ES module for require", program: "update.js", format: "cjs" },
  { does: "bundles an ES module for import", program: "update.js", format: "esm" },
  { does: "bundles a CommonJS module", program: "update.cjs", format: "cjs" },
  { does: "bundles only the offline check", program: "validate.js", format: "cjs" },
]);
