// CPU a call with a stubbed `fetch`, calls one after the other.
import { measure } from "mitata";
import { CLIENTS } from "./clients.js";
import { runRounds } from "./rounds.js";
import { stub } from "./stub.js";

/** Long enough for the garbage collector to have its part. */
const CALLS = { batch_samples: 1_000, min_samples: 3, min_cpu_time: 0 };
/** Every call counts, however long it took; mitata's stand-in for `gc()` would take 1 GiB. */
const WHOLE = { batch_threshold: 1e9, warmup_threshold: 1e9, samples_threshold: 1e9, gc: false };
/** The process's own time in nanoseconds: what else the machine does is not in it. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
};

/** @returns {Promise<import("./report.js").Section>} */
export async function measureCalls() {
  const target = { baseUrl: "https://api.odeus.ai", fetch: stub };
  const updates = Object.fromEntries(
    Object.entries(CLIENTS).map(([name, create]) => [name, create(target)]),
  );
  const rows = await runRounds(updates, async (update) => {
    const { avg } = await measure(update, { ...CALLS, ...WHOLE, now });
    return avg / 1_000;
  });
  return {
    title: "CPU a call, stubbed `fetch`",
    unit: "µs",
    rows,
    targets: [
      { over: "by hand with zod", atMost: 1.25 },
      { over: "openai's patch", atMost: 0.5 },
      { over: "axios", atMost: 0.35 },
    ],
  };
}
