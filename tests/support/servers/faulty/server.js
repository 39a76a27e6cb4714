/**
 * A server on raw sockets that sends broken answers on purpose.
 *
 * Control plane: `POST /__control/scenarios` with `{ fault, on: "first" | "every", options }` makes
 * a scenario and answers `{ id, baseUrl }`. `GET /__control/scenarios/{id}` answers what it saw.
 * `GET /__control/faults` lists the faults.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { json, listen, readBody, runAlone } from "../http.js";
import { bodyFaults } from "./body.js";
import { connectionFaults } from "./connection.js";
import { encodingFaults } from "./encoding.js";
import { headFaults } from "./head.js";
import { redirectFaults } from "./redirect.js";
import { Scenario } from "./scenario.js";

/** @type {Record<string, import("./scenario.js").Fault>} */
const FAULTS = {
  ...connectionFaults,
  ...headFaults,
  ...bodyFaults,
  ...encodingFaults,
  ...redirectFaults,
};

/** Starts a fault server on 127.0.0.1. */
export async function start({ port = 0 } = {}) {
  /** @type {Map<string, Scenario>} by id */
  const scenarios = new Map();

  async function make(definition) {
    const scenario = new Scenario(FAULTS[definition.fault], definition);
    const id = randomUUID();
    scenarios.set(id, scenario);
    return { id, baseUrl: await scenario.start() };
  }

  const server = createServer(async (request, response) => {
    const body = (await readBody(request)).toString();
    if (request.url === "/__control/faults") return json(response, 200, Object.keys(FAULTS));
    if (request.url === "/__control/scenarios") {
      const definition = JSON.parse(body);
      if (Object.hasOwn(FAULTS, definition.fault))
        return json(response, 201, await make(definition));
      return json(response, 400, { message: "No such fault", faults: Object.keys(FAULTS) });
    }
    const scenario = scenarios.get(request.url.split("/").at(-1));
    if (scenario) return json(response, 200, scenario.seen);
    json(response, 404, { message: "No such scenario" });
  });

  const { url, close } = await listen(server, port);
  return {
    url,
    async close() {
      await close();
      await Promise.all([...scenarios.values()].map((scenario) => scenario.close()));
    },
  };
}

await runAlone(import.meta.url, start);
