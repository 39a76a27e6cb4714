/**
 * Meets faults, one call for each base URL in the arguments, all at once; then it has nothing left
 * to do and must end by itself. Prints what is still active when the last call has settled.
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
// What a call clears when it settles is cleared by now; the runtime's sockets may still close.
const active = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout");
process.stdout.write(JSON.stringify({ codes, active, settledAt: Date.now() }));
