// Installs moto, a local SQS, into a virtual environment of Python in target/.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installDebian } from "./install-debian.js";
import { ROOT, run } from "./run.js";
import { once } from "./setup.js";

const REQUIREMENTS = "tests/examples/requirements.txt";
const ENVIRONMENT = join(ROOT, "target", "moto");

/** The program that serves SQS. */
export const MOTO_SERVER = join(ENVIRONMENT, "bin", "moto_server");

export function installMoto() {
  once("moto", [REQUIREMENTS], [MOTO_SERVER], () => {
    run(findPython(), ["-m", "venv", "--clear", ENVIRONMENT]);
    const pip = join(ENVIRONMENT, "bin", "pip");
    run(pip, ["install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS]);
  });
}

/** Finds a Python that can make virtual environments. Debian has this part in a package of its own. */
function findPython() {
  const python = ["python3", "/usr/bin/python3"].find(hasVenv);
  if (python !== undefined) return python;
  installDebian(["python3-venv"], "install Python 3 with its modules venv and ensurepip");
  return "/usr/bin/python3";
}

/** Whether a Python exists and has the modules that make a virtual environment with pip. */
function hasVenv(/** @type {string} */ python) {
  return spawnSync(python, ["-c", "import ensurepip, venv"]).status === 0;
}
