/** A server that limits its rate by a bucket of tokens; Node only. */
import { createServer } from "node:http";
import { json, listen, readBody } from "./http.js";

/**
 * Starts the server on 127.0.0.1. It lists the requests, and the updates that it made, in their order.
 * @param {object} [options]
 * @param {number} [options.perSecond] the tokens that come in a second
 * @param {number} [options.burst] the size of the bucket
 * @param {"ms" | "seconds" | "none"} [options.retryAfter] how a refusal names the wait
 * @param {number} [options.delayMs] the time that an answer takes
 * @param {(request: { id: string, changes: any }) => number} [options.statusOf] the status of an
 *   answer that is not a refusal; 200 by default
 */
export async function startLimited({
  perSecond = Number.POSITIVE_INFINITY,
  burst = Number.POSITIVE_INFINITY,
  retryAfter = "ms",
  delayMs = 0,
  statusOf = () => 200,
} = {}) {
  let tokens = burst;
  let filledAt = performance.now();
  const seen = { requests: 0, refused: 0, updates: [] };

  const refusal = () => {
    const waitMs = ((1 - tokens) / perSecond) * 1_000;
    if (retryAfter === "ms") return { "retry-after-ms": String(Math.ceil(waitMs)) };
    if (retryAfter === "seconds") return { "retry-after": String(Math.ceil(waitMs / 1_000)) };
    return {};
  };

  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    seen.requests += 1;
    if (perSecond !== Number.POSITIVE_INFINITY) {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1_000) * perSecond);
      filledAt = now;
      if (tokens < 1) {
        seen.refused += 1;
        return json(response, 429, { message: "Too many requests" }, refusal());
      }
      tokens -= 1;
    }
    const id = request.url.split("/").at(-1);
    const changes = JSON.parse(body.toString());
    const status = statusOf({ id, changes });
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (status !== 200) return json(response, status, { message: "made" });
    seen.updates.push({ id, changes });
    json(response, 200, { integration: { id, name: "", description: "", ...changes } });
  });
  const { url, close } = await listen(server, 0);
  return { url, close, seen };
}
