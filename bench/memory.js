// Measures how much memory a client takes in 100,000 calls after a warm-up. Each client has its own
// process.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("programs/memory.js", import.meta.url));
const NAMES = ["raw fetch", "by hand with zod", "odeus-integrations"];

/** @returns {import("./report.js").Section} */
export function measureMemory() {
  const rows = NAMES.map((name) => {
    const bytes = execFileSync(process.execPath, ["--expose-gc", PROGRAM, name], {
      encoding: "utf8",
    });
    const value = Number(bytes) / 1_048_576;
    return { name, value, rounds: [value] };
  });
  return {
    title: "Memory growth over 100,000 calls",
    unit: "MiB",
    rows,
    targets: [{ atMost: 1 }],
  };
}
