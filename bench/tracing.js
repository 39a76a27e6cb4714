// Measures what subscribers of the tracing channels add to the CPU time of a call with a stubbed `fetch`.
// Each figure has a process of its own: a subscriber that comes and goes makes V8 optimize again.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { OWN } from "./report.js";
import { runRounds } from "./rounds.js";

const PROGRAM = fileURLToPath(new URL("programs/tracing.js", import.meta.url));
const CHANNELS = ["odeus-integrations:update", "odeus-integrations:attempt"];

/** @returns {Promise<import("./report.js").Section>} */
export async function measureTracing() {
  const contenders = {
    [OWN]: CHANNELS,
    "subscribers of calls only": CHANNELS.slice(0, 1),
    "without subscribers": [],
  };
  const measure = (/** @type {string[]} */ channels) =>
    Number(execFileSync(process.execPath, [PROGRAM, ...channels], { encoding: "utf8" }));
  return {
    title: "CPU a call with subscribers of both tracing channels, stubbed `fetch`",
    unit: "µs",
    rows: await runRounds(contenders, measure, 0),
    targets: [{ over: "without subscribers", atMost: 1.15 }],
  };
}
