// `node ../install.js` in a folder of tests installs its packages and the packed tarball.
// `npm test` in the project's root packs the tarball.
import { relative } from "node:path";
import { installTarball } from "../scripts/install-tarball.js";
import { ROOT } from "../scripts/run.js";
import { installPackages } from "../scripts/setup.js";

installPackages("tests");
installPackages(relative(ROOT, process.cwd()));
installTarball(process.cwd());
