// Measures the CPU time of a call with a stubbed `fetch`. The calls run one after the other.
import { measure } from "mitata";
import { CLIENTS } from "./clients.js";
import { runRounds } from "./rounds.js";
import { stub } from "./stub.js";

/** So many calls that the garbage collector runs between them. */
const CALLS = { batch_samples: 1_000, min_samples: 3, min_cpu_time: 0 };
/** Every call counts, also a slow one. mitata's replacement of `gc()` is off, because it takes 1 GiB. */
const WHOLE = { batch_threshold: 1e9, warmup_threshold: 1e9, samples_threshold: 1e9, gc: false };
/** The CPU time of this process in nanoseconds. Other processes do not change it. */
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
      // The newer a Node is, the less of a call's time is its own.
      { over: "by hand with zod", atMost: process.version.startsWith("v20.") ? 1.05 : 1.2 },
      { over: "openai's patch", atMost: 0.4 },
      { over: "axios", atMost: 0.35 },
    ],
  };
}
