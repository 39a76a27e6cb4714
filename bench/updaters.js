// Three ways to make many updates. Each resolves to the number of updates that failed.
import { setTimeout as sleep } from "node:timers/promises";
import pMap from "p-map";
import pRetry, { AbortError } from "p-retry";

/**
 * @typedef {object} Target
 * @property {typeof import("odeus-integrations")} sdk
 * @property {string} baseUrl
 * @property {string} apiKey
 * @property {number} concurrency the most requests at once
 *
 * @typedef {{ id: string, changes: { name: string } }} Update
 */

/** @type {Record<string, (target: Target, updates: Update[]) => Promise<number>>} */
export const UPDATERS = {
  "odeus-integrations": async ({ sdk, baseUrl, apiKey, concurrency }, updates) => {
    const client = new sdk.OdeusClient({ apiKey, baseUrl });
    const { failed } = await sdk.updateIntegrations(client, updates, { concurrency }).summary();
    return failed;
  },

  // A good engineer writes this: it limits the requests at once, and waits as long as the API asks for.
  "p-map with p-retry": async ({ baseUrl, apiKey, concurrency }, updates) => {
    const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
    /** @param {Update} update */
    const send = async ({ id, changes }) => {
      const response = await fetch(`${baseUrl}/integrations/v1/${id}`, {
        method: "PATCH",
        headers,
        body: JSON.stringify(changes),
        signal: AbortSignal.timeout(10_000),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      const error = new Error(`The API answered ${response.status}`);
      if (response.status < 500 && response.status !== 429) throw new AbortError(error);
      throw Object.assign(error, { retryAfterMs: retryAfterMs(response.headers) });
    };
    let failed = 0;
    const update = (/** @type {Update} */ item) =>
      pRetry(() => send(item), {
        retries: 10,
        randomize: true,
        onFailedAttempt: ({ error }) => sleep(/** @type {any} */ (error).retryAfterMs ?? 0),
      }).catch(() => {
        failed += 1;
      });
    await pMap(updates, update, { concurrency });
    return failed;
  },

  // Each chunk waits for its slowest call. What failed goes into another round.
  "Promise.all in chunks": async ({ sdk, baseUrl, apiKey, concurrency }, updates) => {
    const client = new sdk.OdeusClient({ apiKey, baseUrl, maxRetries: 10 });
    let left = updates;
    for (let round = 0; round < 10 && left.length > 0; round += 1) {
      /** @type {Update[]} */
      const failed = [];
      for (let start = 0; start < left.length; start += concurrency) {
        const calls = left.slice(start, start + concurrency).map((item) =>
          client.updateIntegration(item.id, item.changes).catch(() => {
            failed.push(item);
          }),
        );
        await Promise.all(calls);
      }
      left = failed;
    }
    return left.length;
  },
};

/**
 * The wait that an answer names, in milliseconds.
 * @param {Headers} headers
 */
function retryAfterMs(headers) {
  const ms = headers.get("retry-after-ms");
  return ms === null ? Number(headers.get("retry-after") ?? 0) * 1_000 : Number(ms);
}

/**
 * Updates of different integrations.
 * @param {number} count
 * @returns {Update[]}
 */
export function makeUpdates(count) {
  return Array.from({ length: count }, (_, number) => ({
    id: `550e8400-e29b-41d4-a716-${String(number).padStart(12, "0")}`,
    changes: { name: `Name ${number}` },
  }));
}
