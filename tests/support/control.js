/**
 * Clients of the control planes of the test servers. They use plain `fetch` only, because they run
 * in every runtime.
 */

/**
 * Makes a client for each server.
 * @param {{ odeusUrl?: string, scriptedUrl?: string, faultsUrl?: string }} urls
 */
export function connect({ odeusUrl, scriptedUrl, faultsUrl }) {
  return {
    odeus: new OdeusControl(odeusUrl),
    scripted: new ScriptedControl(scriptedUrl),
    faults: new FaultsControl(faultsUrl),
  };
}

class OdeusControl {
  #url;

  constructor(url) {
    this.#url = url;
  }

  /**
   * Makes a workspace with its own base URL, keys and integrations.
   * @param {{ integrations?: number, rateLimit?: number }} [options]
   */
  async workspace(options = {}) {
    const made = await post(`${this.#url}/__control/workspaces`, options);
    const read = () => get(made.control);
    return {
      baseUrl: made.baseUrl,
      apiKey: made.apiKey,
      apiKeyWithoutScope: made.apiKeyWithoutScope,
      integrationId: made.integrations[0]?.id,
      integrationIds: made.integrations.map(({ id }) => id),
      requests: async () => (await read()).requests,
      integration: async (id) => (await read()).integrations.find((found) => found.id === id),
    };
  }
}

class ScriptedControl {
  #url;

  constructor(url) {
    this.#url = url;
  }

  /**
   * Makes a scenario. The last answer repeats.
   * @param {...import("./servers/scripted/server.js").Answer} answers
   */
  async scenario(...answers) {
    const made = await post(`${this.#url}/__control/scenarios`, { answers });
    return { baseUrl: made.baseUrl, requests: async () => (await get(made.control)).requests };
  }
}

class FaultsControl {
  #url;

  constructor(url) {
    this.#url = url;
  }

  /** @returns {Promise<string[]>} the name of every fault */
  names() {
    return get(`${this.#url}/__control/faults`);
  }

  /**
   * Makes a scenario with a fault on the first attempt only, or on every attempt.
   * @param {{ fault: string, on?: "first" | "every", options?: Record<string, any> }} definition
   * @returns {Promise<{ baseUrl: string,
   *   requests: () => Promise<import("./servers/faulty/scenario.js").Seen> }>}
   */
  async scenario(definition) {
    const made = await post(`${this.#url}/__control/scenarios`, definition);
    const requests = () => get(`${this.#url}/__control/scenarios/${made.id}`);
    return { baseUrl: made.baseUrl, requests };
  }
}

async function post(url, value) {
  return read(await fetch(url, { method: "POST", body: JSON.stringify(value) }));
}

async function get(url) {
  return read(await fetch(url));
}

async function read(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}
