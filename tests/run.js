// `npm test -- [file or folder ...]`: runs test files. A folder stands for every test file below it.
// Without an argument it runs the folder `node`.
import { spawnSync } from "node:child_process";
import { testFiles } from "./support/files.js";

const given = process.argv.slice(2);
const files = testFiles(...(given.length > 0 ? given : ["node"]));
const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...files], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
