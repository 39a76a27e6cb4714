// Installs what the examples need, the packed tarball (`npm test` at the root packs it) included.
import { join } from "node:path";
import { installTarball } from "../../scripts/install-tarball.js";
import { ROOT } from "../../scripts/run.js";
import { installPackages } from "../../scripts/setup.js";

const FOLDER = "tests/examples";

installPackages("tests");
installPackages(FOLDER);
installTarball(join(ROOT, FOLDER));
