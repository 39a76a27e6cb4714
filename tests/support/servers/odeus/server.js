/**
 * A local Odeus: an HTTP server around `createFakeOdeus`, which has the rules of the API. The server
 * keeps the requests as they came. It uses the built package, because `npm start` runs without the
 * packages of the tests.
 *
 * Workspaces keep tests apart: each has its own keys, integrations and path prefix. One workspace
 * has no prefix and exists from the start, so that a demo needs no control plane.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createFakeOdeus } from "../../../../pkg/dist/testing.js";
import { json, listen, pairs, readBody, runAlone } from "../http.js";

const WORKSPACE = /^\/workspaces\/[0-9a-f-]+/;

/**
 * @typedef {object} SeenRequest
 * @property {string} method
 * @property {string} path the path after the workspace's prefix, with its query
 * @property {[string, string][]} headers as they were received, names in their own case
 * @property {string} body
 */

class Workspace {
  apiKey = `odeus_${randomUUID()}`;
  apiKeyWithoutScope = `odeus_${randomUUID()}`;
  /** @type {SeenRequest[]} */
  requests = [];
  #fake;
  #fakeWithoutScope;

  constructor({ url, prefix = "", integrations = 1, firstId = randomUUID(), rateLimit }) {
    this.baseUrl = url + prefix;
    this.#fake = createFakeOdeus({
      apiKey: this.apiKey,
      integrations: Array.from({ length: integrations }, (_, index) => ({
        id: index === 0 ? firstId : randomUUID(),
        name: `Integration ${index + 1}`,
        description: "Not changed yet",
        iconUrl: "https://example.com/icon.png",
        color: "#000000",
      })),
      rateLimit: rateLimit === undefined ? undefined : { requests: rateLimit, perMs: 1_000 },
    });
    this.#fakeWithoutScope = createFakeOdeus({ apiKey: this.apiKeyWithoutScope, scopes: [] });
  }

  get integrations() {
    return [...this.#fake.integrations.values()];
  }

  integration(id) {
    return this.#fake.integrations.get(id.toLowerCase());
  }

  /** Answers a request; `undefined` if the API has no such route. */
  answer({ method, path, headers, body }) {
    const isWithoutScope = headers.authorization === `Bearer ${this.apiKeyWithoutScope}`;
    const fake = isWithoutScope ? this.#fakeWithoutScope : this.#fake;
    return fake.fetch(this.baseUrl + path, { method, headers, body }).catch(() => undefined);
  }

  toJSON() {
    return { ...this, integrations: this.integrations };
  }
}

/**
 * Starts a local Odeus on 127.0.0.1.
 *
 * Control plane: `POST /__control/workspaces` with `{ integrations?: number, rateLimit?: number }`
 * makes a workspace. `integrations` is their number. Each request beyond `rateLimit` in a
 * second is answered with 429. `GET /__control/workspaces/{id}` reads its requests and integrations.
 *
 * @param {{ port?: number, firstId?: string }} [options] `firstId` is the id of the integration that
 *   exists from the start
 */
export async function start({ port = 0, firstId } = {}) {
  /** @type {Map<string, Workspace>} by prefix */
  const workspaces = new Map();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    if (request.url.startsWith("/__control/")) return control(request, response, body);
    const prefix = WORKSPACE.exec(request.url)?.[0] ?? "";
    const workspace = workspaces.get(prefix);
    if (!workspace) return json(response, 404, { message: "Workspace not found" });
    const path = request.url.slice(prefix.length);
    const { method, headers, rawHeaders } = request;
    workspace.requests.push({ method, path, headers: pairs(rawHeaders), body: body.toString() });
    const answer = await workspace.answer({ method, path, headers, body });
    if (answer === undefined) return json(response, 404, { message: "Route not found" });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });

  function control(request, response, body) {
    const path = request.url.slice("/__control".length);
    if (request.method === "POST" && path === "/workspaces") {
      const prefix = `/workspaces/${randomUUID()}`;
      const workspace = new Workspace({ ...JSON.parse(body), url, prefix });
      workspaces.set(prefix, workspace);
      return json(response, 201, { ...workspace.toJSON(), control: `${url}/__control${prefix}` });
    }
    const workspace = workspaces.get(path);
    return workspace ? json(response, 200, workspace) : json(response, 404, { message: "?" });
  }

  const { url, close } = await listen(server, port);
  const workspace = new Workspace({ url, firstId });
  workspaces.set("", workspace);
  return {
    url,
    baseUrl: workspace.baseUrl,
    apiKey: workspace.apiKey,
    integrationId: workspace.integrations[0].id,
    requests: () => [...workspace.requests],
    integration: (id) => workspace.integration(id),
    close,
  };
}

await runAlone(import.meta.url, start);
