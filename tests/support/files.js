/** Lists files; Node only. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Lists the files in a folder and in all folders below it, in the order of their paths.
 * @param {string} folder
 * @param {string} ending what the names of the listed files end with
 * @returns {string[]} paths that begin with `folder`
 */
export function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * Lists the test files below a folder. `node --test` of Node 20 does not understand `**`.
 * @param {string} folder
 */
export const testFilesBelow = (folder) => filesBelow(folder, ".test.js");
