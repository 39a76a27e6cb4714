// Measures the time from import to first result. Each measurement has a new process.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runRounds } from "./rounds.js";

const PROGRAM = fileURLToPath(new URL("programs/import.js", import.meta.url));
const NAMES = [
  "odeus-integrations",
  "odeus-integrations, a call",
  "zod, with its schema",
  "openai, import only",
  "axios, import only",
  "ky, import only",
];

/** @returns {Promise<import("./report.js").Section>} */
export async function measureImports() {
  const contenders = Object.fromEntries(NAMES.map((name) => [name, name]));
  const rows = await runRounds(
    contenders,
    (name) => Number(execFileSync(process.execPath, [PROGRAM, name], { encoding: "utf8" })),
    1,
  );
  return {
    title: "Import to first result, new process",
    unit: "ms",
    rows,
    targets: [{ over: "openai, import only", atMost: 0.15 }],
  };
}
