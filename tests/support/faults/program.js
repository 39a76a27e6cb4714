/**
 * Makes one call to each base URL in the arguments, all at the same time, and prints the timers
 * that are active when the last call has settled. Then the process must end by itself.
 */
import { OdeusClient } from "odeus-integrations";
import { ID, KEY } from "../calls.js";

const complain = (what) => (problem) => {
  console.error(what, problem);
  process.exitCode = 1;
};
process.on("unhandledRejection", complain("unhandledRejection"));
process.on("uncaughtException", complain("uncaughtException"));
process.on("warning", complain("warning"));

const limits = { timeoutMs: 3_000, attemptTimeoutMs: 300, maxRetries: 1 };
const { signal } = new AbortController();

const codes = await Promise.all(
  process.argv.slice(2).map((baseUrl) =>
    new OdeusClient({ apiKey: KEY, baseUrl, ...limits }).updateIntegration(ID, {}, { signal }).then(
      () => "ok",
      (error) => error.code,
    ),
  ),
);
// The calls must have cleared their timers. The runtime's sockets may still be open.
const active = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout");
process.stdout.write(JSON.stringify({ codes, active, settledAt: Date.now() }));
