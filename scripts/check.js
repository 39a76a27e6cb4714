// `npm run check`: formatting and lints, of Rust for both targets and of JavaScript.
import { run, runBinary } from "./run.js";
import { setUp } from "./setup.js";

setUp();
run("cargo", ["fmt", "--all", "--check"]);
const lint = ["clippy", "--locked", "--workspace", "--quiet"];
run("cargo", [...lint, "--all-targets", "--", "--deny", "warnings"]);
run("cargo", [
  "clippy",
  "--locked",
  "--quiet",
  "--target",
  "wasm32-unknown-unknown",
  "--",
  "--deny",
  "warnings",
]);
run("cargo", ["doc", "--locked", "--quiet", "--no-deps"], {
  env: { RUSTDOCFLAGS: "--deny warnings" },
});
runBinary("biome", ["ci", "."]);
