// Prints how many milliseconds a new process takes to import a package and to get a first result.
import { ANSWER, API_KEY, CHANGES, ID } from "../input.js";

/** A stub that returns no `Response`: loading that class takes Node 19 ms in every client. */
const double = /** @type {typeof fetch} */ (
  async () => /** @type {Response} */ ({ status: 200, text: async () => ANSWER })
);

/** @type {Record<string, () => Promise<unknown>>} */
const FIRST_RESULTS = {
  "odeus-integrations": async () => {
    const { validateIntegrationUpdate } = await import("odeus-integrations");
    return validateIntegrationUpdate(CHANGES);
  },
  "odeus-integrations, a call": async () => {
    const { OdeusClient } = await import("odeus-integrations");
    const client = new OdeusClient({ apiKey: API_KEY, fetch: double });
    return client.updateIntegration(ID, CHANGES);
  },
  "zod, with its schema": async () => (await import("../schema.js")).changes.parse(CHANGES),
  "openai, import only": () => import("openai"),
  "axios, import only": () => import("axios"),
  "ky, import only": () => import("ky"),
};

const startedAt = performance.now();
await FIRST_RESULTS[process.argv[2] ?? ""]?.();
process.stdout.write(String(performance.now() - startedAt));
