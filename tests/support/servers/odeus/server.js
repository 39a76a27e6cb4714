/**
 * A local Odeus. It serves `PATCH /integrations/v1/{integrationId}` as the API's page describes it.
 * It uses no code of the package. It keeps the requests and the changes.
 *
 * Workspaces keep tests apart: each has its own keys, integrations and path prefix. One workspace
 * has no prefix and exists from the start, so that a demo needs no control plane.
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { json, listen, pairs, readBody, runAlone } from "../http.js";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INTEGRATION = /^\/integrations\/v1\/([^/?#]*)$/;
const WORKSPACE = /^\/workspaces\/[0-9a-f-]+/;

/** Say what is wrong with a field's value, as the API's page describes it, or `undefined`. */
const FIELD_RULES = {
  name: (value) => tooLong(value, 40),
  description: (value) => tooLong(value, 90),
  iconUrl: (value) => (isWebUrl(value) ? undefined : "must be a URL"),
  color: (value) => (isHexColor(value) ? undefined : "must be a hex color code"),
};

function tooLong(value, maximum) {
  return [...value].length > maximum ? `must be at most ${maximum} characters` : undefined;
}

function isWebUrl(value) {
  return URL.canParse(value) && ["http:", "https:"].includes(new URL(value).protocol);
}

function isHexColor(value) {
  return /^#[0-9a-f]+$/i.test(value) && [4, 5, 7, 9].includes(value.length);
}

/** An answer with a status other than 200. */
class Refusal extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

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

  constructor({ url, prefix = "", integrations = 1, rateLimit = Number.POSITIVE_INFINITY }) {
    this.baseUrl = url + prefix;
    this.rateLimit = rateLimit;
    this.integrations = Array.from({ length: integrations }, (_, index) => ({
      id: randomUUID(),
      name: `Integration ${index + 1}`,
      description: "Not changed yet",
      iconUrl: "https://example.com/icon.png",
      color: "#000000",
    }));
  }

  integration(id) {
    return this.integrations.find((integration) => integration.id === id.toLowerCase());
  }

  /** Updates an integration, or throws a {@link Refusal}. */
  update({ method, path, headers, body }) {
    if (headers.origin !== undefined) {
      throw new Refusal(403, "Requests from browser origins are not allowed");
    }
    const [, id] = INTEGRATION.exec(path) ?? [];
    if (id === undefined || method !== "PATCH") throw new Refusal(404, "Route not found");
    this.authorize(headers.authorization);
    if (this.requests.length > this.rateLimit) {
      throw new Refusal(429, "Rate limit exceeded", { "retry-after": "1" });
    }
    if (!UUID.test(id)) throw new Refusal(400, "Invalid integration ID");
    const changes = parseChanges(headers["content-type"], body);
    const integration = this.integration(id);
    if (integration === undefined) throw new Refusal(404, "Integration not found");
    Object.assign(integration, changes);
    return { id: integration.id, name: integration.name, description: integration.description };
  }

  authorize(authorization) {
    if (authorization === `Bearer ${this.apiKeyWithoutScope}`) {
      throw new Refusal(403, "No access to this integration");
    }
    if (authorization !== `Bearer ${this.apiKey}`) {
      throw new Refusal(401, "Invalid or missing API key");
    }
  }
}

function parseChanges(contentType, body) {
  if (!/^application\/json *(;|$)/i.test(contentType ?? "")) {
    throw new Refusal(400, "Invalid request body: content-type must be application/json");
  }
  let changes;
  try {
    changes = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, "Invalid request body: not JSON");
  }
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) {
    throw new Refusal(400, "Invalid request body: not an object");
  }
  for (const [field, value] of Object.entries(changes)) {
    const rule = Object.hasOwn(FIELD_RULES, field) ? FIELD_RULES[field] : () => "is not a field";
    const problem = typeof value === "string" ? rule(value) : "must be a string";
    if (problem) throw new Refusal(400, `Invalid request body: ${field} ${problem}`);
  }
  return changes;
}

/**
 * Starts a local Odeus on 127.0.0.1.
 *
 * Control plane: `POST /__control/workspaces` with `{ integrations?: number, rateLimit?: number }`
 * makes a workspace. `integrations` is their number. After `rateLimit` requests each request is
 * answered with 429. `GET /__control/workspaces/{id}` reads its requests and integrations.
 */
export async function start({ port = 0 } = {}) {
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
    try {
      const integration = workspace.update({ method, path, headers, body });
      json(response, 200, { integration }, { "x-request-id": randomUUID() });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const headers = { "x-request-id": randomUUID(), ...refusal.headers };
      json(response, refusal.status, { message: refusal.message }, headers);
    }
  });

  function control(request, response, body) {
    const path = request.url.slice("/__control".length);
    if (request.method === "POST" && path === "/workspaces") {
      const prefix = `/workspaces/${randomUUID()}`;
      const workspace = new Workspace({ ...JSON.parse(body), url, prefix });
      workspaces.set(prefix, workspace);
      return json(response, 201, { ...workspace, control: `${url}/__control${prefix}` });
    }
    const workspace = workspaces.get(path);
    return workspace ? json(response, 200, workspace) : json(response, 404, { message: "?" });
  }

  const { url, close } = await listen(server, port);
  const workspace = new Workspace({ url });
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
