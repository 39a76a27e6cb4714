// Finds Chromium. Where it is missing and apt-get exists, installs the package of the system.
import { existsSync } from "node:fs";
import { run } from "./run.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of the browser. The environment variable `CHROMIUM_PATH` comes first. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  return CHROMIUM_PATH ?? PLACES.find((path) => existsSync(path));
}

export function installChromium() {
  if (findChromium() !== undefined) return;
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Error(
      "Chromium was not found: install it, and set CHROMIUM_PATH to the path of its program",
    );
  }
  const isRoot = process.getuid?.() === 0;
  const apt = (/** @type {string[]} */ ...parameters) => {
    const words = ["apt-get", "--quiet", "--quiet", ...parameters];
    const [program = "", ...rest] = isRoot ? words : ["sudo", ...words];
    run(program, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, quiet: true });
  };
  apt("update");
  apt("install", "--yes", "--no-install-recommends", "chromium");
}
