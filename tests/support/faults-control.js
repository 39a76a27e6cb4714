/** Client of the fault server's control plane. Plain `fetch` only: it runs in every runtime. */

/**
 * @param {string} url where the control plane of `tests/faults/server.js` listens
 */
export function faultsClient(url) {
  return {
    /**
     * Makes a scenario: a fault on the first attempt only, or on every one.
     * @param {{ fault: string, on?: "first" | "every", options?: Record<string, any> }} definition
     * @returns {Promise<{ baseUrl: string,
     *   requests: () => Promise<import("../faults/scenario.js").Seen> }>}
     */
    async scenario(definition) {
      const made = await read(
        await fetch(`${url}/__control/scenarios`, {
          method: "POST",
          body: JSON.stringify(definition),
        }),
      );
      const requests = async () => read(await fetch(`${url}/__control/scenarios/${made.id}`));
      return { baseUrl: made.baseUrl, requests };
    },
  };
}

async function read(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
