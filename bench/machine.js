// Describes the machine, the runtime and the packages that gave the figures.
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, type } from "node:os";

const PACKAGES = ["zod", "axios", "ky", "openai", "mitata", "p-map", "p-retry"];

export function describeMachine() {
  const model = cpus()[0]?.model.trim() || "unknown processor";
  const { node, v8 } = process.versions;
  const packages = PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(", ");
  return [
    `${model}, ${availableParallelism()} threads, ${type()} ${release()} ${process.arch}`,
    `Node.js ${node} (V8 ${v8}); ${packages}`,
  ];
}

/** @param {string} name */
function versionOf(name) {
  const url = new URL(`node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")).version;
}
