/** The limited server in a process of its own, so that it does not share the processor time of the client. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startLimited } from "./limited.js";

const FILE = fileURLToPath(import.meta.url);

/**
 * Runs a step against the server, and stops the server. Returns what the step returned, how long it took,
 * and how many requests the server refused.
 * @template Value
 * @param {Parameters<typeof startLimited>[0]} options all but `statusOf`, because a process cannot pass a
 *   function on
 * @param {(url: string) => Promise<Value>} step
 * @returns {Promise<{ value: Value, ms: number, refused: number }>}
 */
export async function withLimitedProcess(options, step) {
  const child = fork(FILE, [JSON.stringify(options)]);
  const exit = once(child, "exit");
  try {
    const [url] = await once(child, "message");
    const startedAt = performance.now();
    const value = await step(url);
    const ms = performance.now() - startedAt;
    child.send("count");
    const [refused] = await once(child, "message");
    return { value, ms, refused };
  } finally {
    child.disconnect();
    await exit;
  }
}

/** The shortest time in which the server accepts so many updates, in milliseconds. */
export function idealMs(updates, { perSecond, burst, delayMs }) {
  return ((updates - burst) / perSecond) * 1_000 + delayMs;
}

if (process.argv[1] === FILE) {
  const { url, seen, close } = await startLimited(JSON.parse(process.argv[2]));
  process.on("message", () => process.send(seen.refused));
  process.on("disconnect", close);
  process.send(url);
}
