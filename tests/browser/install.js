// Installs the packages and the tarball, and Debian's Chromium if there is no browser yet.
import { installChromium } from "../../scripts/install-chromium.js";
import "../install.js";

installChromium();
