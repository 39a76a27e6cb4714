// Wrappers and test doubles fit the option `fetch`. This file is compiled and never run.
import { mock } from "node:test";
import { fn } from "@vitest/spy";
import { ModuleMocker } from "jest-mock";
import nodeFetch from "node-fetch";
import { type Fetch, OdeusClient } from "odeus-integrations";

const answer = { integration: { id: "id", name: "Name", description: "" } };

new OdeusClient({ fetch: nodeFetch });
new OdeusClient({ fetch: (url, init) => nodeFetch(url, init) });
new OdeusClient({ fetch });
new OdeusClient({ fetch: globalThis.fetch });
new OdeusClient({ fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });
new OdeusClient({
  fetch: (url, init) => fetch(new URL(url), { ...init, headers: new Headers(init.headers) }),
});
new OdeusClient({ fetch: (...parameters) => fetch(...parameters) });
new OdeusClient({ fetch: async (url, init) => fetch(new Request(url, init)) });

new OdeusClient({ fetch: async () => new Response(JSON.stringify(answer)) });
new OdeusClient({ fetch: async () => Response.json(answer) });
new OdeusClient({ fetch: async () => ({ status: 200, json: async () => answer }) });
new OdeusClient({ fetch: async () => ({ ok: false, status: 404, text: async () => "" }) });
new OdeusClient({ fetch: async () => ({ status: 429, headers: new Map([["retry-after", "1"]]) }) });
new OdeusClient({ fetch: () => Promise.reject(new TypeError("fetch failed")) });

new OdeusClient({ fetch: fn() });
new OdeusClient({ fetch: fn(async () => new Response("{}")) });
new OdeusClient({ fetch: fn<Fetch>().mockResolvedValue(new Response("{}")) });
new OdeusClient({ fetch: mock.fn(async () => new Response("{}")) });
const jest = new ModuleMocker(globalThis);
new OdeusClient({ fetch: jest.fn<Fetch>().mockResolvedValue({ status: 200 }) });
new OdeusClient({ fetch: jest.fn(async () => new Response("{}")) });

const seen: string[] = [];
const recording: Fetch = async (url, init) => {
  seen.push(`${init.method} ${url} ${init.headers.authorization} ${init.body}`);
  return init.signal.aborted ? new Response(null, { status: 404 }) : fetch(url, init);
};
new OdeusClient({ fetch: recording });

// @ts-expect-error a fetch returns a promise
new OdeusClient({ fetch: () => new Response("{}") });
// @ts-expect-error a response has a status
new OdeusClient({ fetch: async () => ({ ok: true }) });
// @ts-expect-error a body is a stream and not a text
new OdeusClient({ fetch: async () => ({ status: 200, body: "{}" }) });
