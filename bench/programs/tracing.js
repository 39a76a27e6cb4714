// Prints the CPU time of a call in microseconds. The parameters are the tracing channels to subscribe to.
import { tracingChannel } from "node:diagnostics_channel";
import { CLIENTS } from "../clients.js";
import { OWN } from "../report.js";
import { stub } from "../stub.js";

const WARM_UP = 15_000;
const CALLS = 10_000;

const ignore = () => {};
for (const name of process.argv.slice(2)) {
  tracingChannel(name).subscribe({
    start: ignore,
    end: ignore,
    asyncStart: ignore,
    asyncEnd: ignore,
    error: ignore,
  });
}

const update = CLIENTS[OWN]?.({ baseUrl: "https://api.odeus.ai", fetch: stub });
await repeat(WARM_UP);
const before = process.cpuUsage();
await repeat(CALLS);
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / CALLS));

/** @param {number} times */
async function repeat(times) {
  for (let call = 0; call < times; call += 1) await update?.();
}
