/**
 * An Odeus with the troubles of a long run: it limits its rate, fails for a while, and loses answers.
 * Node only.
 */
import { createServer } from "node:http";
import { json, listen, readBody } from "./http.js";

/** How often an integration of the kind `flaky` is answered with 503. */
const FLAKY_FAILURES = 2;

/**
 * @typedef {"good" | "missing" | "flaky" | "lost" | "broken"} Kind what the server does with an integration:
 *   - `good`: each update is made
 *   - `missing`: 404
 *   - `flaky`: 503 at first
 *   - `lost`: the first update is made, but its answer is lost
 *   - `broken`: 503 for ever
 *
 * @typedef {object} Closing a time in which the server refuses every request
 * @property {number} from
 * @property {number} until
 * @property {string[]} refused the worker of each request in this time, the first one among them
 */

/**
 * Starts the server on 127.0.0.1. The base URL of each worker has a name of its own (`baseUrlOf`), so that
 * the server can tell the workers apart.
 * @param {object} options
 * @param {(id: string) => Kind} options.kindOf
 * @param {string} options.apiKey every other key gets 401
 * @param {Record<number, number>} [options.closings] begins a closing at the request with this number. The
 *   value is the status of the refusals. They say in `retry-after` how long the server is closed.
 * @param {number} [options.closedMs] how long a closing lasts
 * @param {number} [options.delayMs] how long an answer takes
 */
export async function startTroubled({
  kindOf,
  apiKey,
  closings = {},
  closedMs = 1_000,
  delayMs = 20,
}) {
  const seen = {
    requests: 0,
    /** @type {{ worker: string, id: string, changes: any }[]} in their order */
    updates: [],
    /** @type {Closing[]} */
    closings: [],
  };
  /** How often the server was asked about an integration that is flaky or loses answers. */
  const asked = new Map();
  /** What waits for the next update of a worker. */
  const holds = new Map();

  /** The refusal of a request that comes while the server is closed. */
  function refusal(worker) {
    const now = Date.now();
    const status = closings[seen.requests];
    if (status !== undefined) {
      seen.closings.push({ from: now, until: now + closedMs, status, refused: [] });
    }
    const closing = seen.closings.at(-1);
    if (closing === undefined || now >= closing.until) return undefined;
    closing.refused.push(worker);
    const seconds = Math.ceil((closing.until - now) / 1_000);
    return { status: closing.status, headers: { "retry-after": String(seconds) } };
  }

  /** The status of an answer, or `undefined` for an answer that is lost. */
  function update(worker, id, changes) {
    const kind = kindOf(id);
    if (kind === "missing") return 404;
    if (kind === "broken") return 503;
    const number = (asked.get(id) ?? 0) + 1;
    asked.set(id, number);
    if (kind === "flaky" && number <= FLAKY_FAILURES) return 503;
    seen.updates.push({ worker, id, changes });
    return kind === "lost" && number === 1 ? undefined : 200;
  }

  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const [, worker, ...path] = request.url.split("/");
    const id = path.at(-1);
    if (request.headers.authorization !== `Bearer ${apiKey}`) {
      return json(response, 401, { message: "Invalid or missing API key" });
    }
    seen.requests += 1;
    const refused = refusal(worker);
    if (refused) {
      return json(response, refused.status, { message: "Not now" }, refused.headers);
    }
    const changes = JSON.parse(body.toString());
    const status = update(worker, id, changes);
    if (status === 200 && holds.has(worker)) {
      holds.get(worker)();
      holds.delete(worker);
      return; // The answer never comes. The request ends with the worker.
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (status === undefined) return request.socket.destroy();
    if (status !== 200) return json(response, status, { message: "Trouble" });
    json(response, 200, { integration: { id, name: "", description: "", ...changes } });
  });

  const { url, close } = await listen(server);
  return {
    seen,
    close,
    baseUrlOf: (worker) => `${url}/${worker}`,
    /** Resolves when the next update of a worker is made. The worker never gets its answer. */
    hold: (worker) => new Promise((resolve) => holds.set(worker, resolve)),
  };
}
