// Installs what the browser tests need: packages, the packed tarball (`npm test` at the root packs
// it), and Debian's Chromium where there is no browser yet.
import { join } from "node:path";
import { installChromium } from "../../scripts/install-chromium.js";
import { installTarball } from "../../scripts/install-tarball.js";
import { ROOT } from "../../scripts/run.js";
import { installPackages } from "../../scripts/setup.js";

const FOLDER = "tests/browser";

installPackages("tests");
installPackages(FOLDER);
installTarball(join(ROOT, FOLDER));
installChromium();
