// `npm run docs`: writes the API reference to target/docs. Fails if a public name has no comment, or if
// a link leads nowhere.
import { join } from "node:path";
import { ROOT, run } from "./run.js";
import { installPackages, setUp } from "./setup.js";

const FOLDER = join(ROOT, "scripts", "docs");

setUp();
installPackages("scripts/docs");
run(join(FOLDER, "node_modules", ".bin", "typedoc"), [
  "--options",
  join(FOLDER, "typedoc.json"),
  "--logLevel",
  "Warn",
]);
