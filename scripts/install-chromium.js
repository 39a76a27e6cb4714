// Finds Chromium. Where it is missing and apt-get exists, installs the package of the system.
import { existsSync } from "node:fs";
import { installDebian } from "./install-debian.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of the browser. The environment variable `CHROMIUM_PATH` comes first. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  return CHROMIUM_PATH ?? PLACES.find((path) => existsSync(path));
}

export function installChromium() {
  if (findChromium() !== undefined) return;
  const advice =
    "Chromium was not found: install it, and set CHROMIUM_PATH to the path of its program";
  installDebian(["chromium"], advice);
}
