// `npm run check`: formatting, imports, and lints of JavaScript and of Rust for both targets.
import { run, runBinary } from "./run.js";
import { setUp } from "./setup.js";

const DENY_WARNINGS = ["--", "--deny", "warnings"];

setUp();
runBinary("biome", ["ci", "."]);
// dependency-cruiser reads TypeScript by swc. If swc does not load, it skips those files silently.
await import("@swc/core");
runBinary("depcruise", ["pkg/src", "scripts", "tests", "bench"]);
run("cargo", ["fmt", "--all", "--check"]);
// One package at a time, so that these steps and `cargo doc` share what they compile.
const clippy = ["clippy", "--locked", "--quiet"];
run("cargo", [...clippy, "--all-targets", ...DENY_WARNINGS]);
run("cargo", [...clippy, "--package", "bindgen", ...DENY_WARNINGS]);
run("cargo", [...clippy, "--target", "wasm32-unknown-unknown", ...DENY_WARNINGS]);
run("cargo", ["doc", "--locked", "--quiet", "--no-deps"], {
  env: { RUSTDOCFLAGS: "--deny warnings" },
});
