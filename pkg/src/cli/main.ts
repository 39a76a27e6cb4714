import { runProgram } from "./program.js";

// A stream that stays open, such as standard input, must not keep the process alive.
process.exit(await runProgram(process.argv.slice(2)));
