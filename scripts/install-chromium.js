// Finds Chromium, and installs Debian's where there is none.
import { existsSync } from "node:fs";
import { run } from "./run.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser's program; `CHROMIUM_PATH` names another one than the system's. */
export function findChromium() {
  const { CHROMIUM_PATH } = process.env;
  return CHROMIUM_PATH ?? PLACES.find((path) => existsSync(path));
}

export function installChromium() {
  if (findChromium() !== undefined) return;
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Error("no Chromium was found: install it and set CHROMIUM_PATH to its program");
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
