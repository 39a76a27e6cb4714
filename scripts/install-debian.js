// Installs packages of Debian and Ubuntu by apt-get, without questions.
import { existsSync } from "node:fs";
import { run } from "./run.js";

/**
 * Installs packages of the system. Throws with the advice where there is no apt-get.
 * @param {string[]} packages
 * @param {string} advice what to install by hand on another system
 */
export function installDebian(packages, advice) {
  if (!existsSync("/usr/bin/apt-get")) throw new Error(advice);
  const isRoot = process.getuid?.() === 0;
  const apt = (/** @type {string[]} */ ...parameters) => {
    const words = ["apt-get", "--quiet", "--quiet", ...parameters];
    const [program = "", ...rest] = isRoot ? words : ["sudo", ...words];
    run(program, rest, { env: { DEBIAN_FRONTEND: "noninteractive" }, quiet: true });
  };
  apt("update");
  apt("install", "--yes", "--no-install-recommends", ...packages);
}
