// `npm test -- [file or folder ...]`: runs the test files, and every test file below the folders.
// Without an argument it runs the folder `node`.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { testFilesBelow } from "./support/files.js";

const given = process.argv.slice(2);
const paths = given.length > 0 ? given : ["node"];
const files = paths.flatMap((path) => (statSync(path).isFile() ? [path] : testFilesBelow(path)));
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
