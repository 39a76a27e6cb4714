/** Lists files; Node only. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Lists files in the order of their paths. A folder stands for all files in it and in all folders
 * below it.
 * @param {string[]} paths of files and folders
 * @param {string} ending what the names of the listed files in folders end with
 * @returns {string[]} paths that begin with the given ones
 */
export function listFiles(paths, ending) {
  return paths.flatMap((path) => (statSync(path).isFile() ? [path] : filesBelow(path, ending)));
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Lists test files. `node --test` of Node 20 does not understand `**`.
 * @param {...string} paths of files and folders
 */
export function testFiles(...paths) {
  const files = listFiles(paths, ".test.js");
  if (files.length === 0) throw new Error(`There is no test in ${paths}`);
  return files;
}
