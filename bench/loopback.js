// Measures the time of a call to a real server, which runs in another process on this machine.
import { fork } from "node:child_process";
import { once } from "node:events";
import { CLIENTS } from "./clients.js";
import { runRounds } from "./rounds.js";

/** @returns {Promise<import("./report.js").Section[]>} */
export async function measureLoopback() {
  const server = fork(new URL("programs/server.js", import.meta.url));
  try {
    const [port] = await once(server, "message");
    const target = { baseUrl: `http://127.0.0.1:${port}` };
    return [await measureAt(1, 600, target), await measureAt(64, 3_200, target)];
  } finally {
    server.kill();
  }
}

/**
 * @param {number} concurrency
 * @param {number} calls
 * @param {import("./clients.js").Target} target
 * @returns {Promise<import("./report.js").Section>}
 */
async function measureAt(concurrency, calls, target) {
  const updates = Object.fromEntries(
    Object.entries(CLIENTS).map(([name, create]) => [name, create(target)]),
  );
  const rows = await runRounds(updates, async (update) => {
    const startedAt = performance.now();
    let begun = 0;
    const work = async () => {
      while (begun < calls) {
        begun += 1;
        await update();
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return ((performance.now() - startedAt) * 1_000) / calls;
  });
  return {
    title: `Loopback, concurrency ${concurrency}`,
    unit: "µs a call",
    rows,
    targets: [{ over: "raw fetch", atMost: 1.15 }],
  };
}
