// The clients. Each is a function that makes one update and resolves to the answer.
import axios from "axios";
import ky from "ky";
import { OdeusClient } from "odeus-integrations";
import OpenAI from "openai";
import { API_KEY, CHANGES, ID } from "./input.js";
import * as schema from "./schema.js";

/**
 * @typedef {object} Target
 * @property {string} baseUrl
 * @property {typeof fetch} [fetch] used instead of the global `fetch`
 *
 * @typedef {() => Promise<unknown>} Update
 */

const AUTHORIZATION = `Bearer ${API_KEY}`;
const HEADERS = { authorization: AUTHORIZATION, "content-type": "application/json" };
const TIMEOUT_MS = 10_000;

/** @type {Record<string, (target: Target) => Update>} */
export const CLIENTS = {
  "raw fetch": ({ baseUrl, fetch = globalThis.fetch }) => {
    const url = `${baseUrl}/integrations/v1/${ID}`;
    return async () => {
      const body = JSON.stringify(CHANGES);
      const response = await fetch(url, { method: "PATCH", headers: HEADERS, body });
      return response.json();
    };
  },

  // A careful engineer writes this: it checks the input, limits the time until the end of the body,
  // and checks the answer.
  "by hand with zod": ({ baseUrl, fetch = globalThis.fetch }) => {
    return async () => {
      const id = schema.id.parse(ID);
      const body = JSON.stringify(schema.changes.parse(CHANGES));
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
      try {
        const response = await fetch(`${baseUrl}/integrations/v1/${id.toLowerCase()}`, {
          method: "PATCH",
          headers: HEADERS,
          body,
          signal: controller.signal,
        });
        if (!response.ok) throw new Error(`The API answered ${response.status}`);
        return schema.answer.parse(await response.json());
      } finally {
        clearTimeout(timer);
      }
    };
  },

  "odeus-integrations": (target) => {
    const client = new OdeusClient({ apiKey: API_KEY, ...target });
    return () => client.updateIntegration(ID, CHANGES);
  },

  "openai's patch": (target) => {
    const client = new OpenAI({ apiKey: API_KEY, baseURL: target.baseUrl, fetch: target.fetch });
    return () => client.patch(`/integrations/v1/${ID}`, { body: CHANGES });
  },

  // With a stub, axios uses its fetch adapter. Otherwise it chooses an adapter for this runtime.
  axios: ({ baseUrl, fetch }) => {
    const adapter = fetch && { adapter: "fetch", env: { fetch, Request, Response } };
    const client = axios.create({
      baseURL: baseUrl,
      headers: { authorization: AUTHORIZATION },
      timeout: TIMEOUT_MS,
      ...adapter,
    });
    return async () => (await client.patch(`/integrations/v1/${ID}`, CHANGES)).data;
  },

  ky: ({ baseUrl, fetch }) => {
    const client = ky.create({
      prefixUrl: baseUrl,
      headers: { authorization: AUTHORIZATION },
      timeout: TIMEOUT_MS,
      ...(fetch && { fetch }),
    });
    return () => client.patch(`integrations/v1/${ID}`, { json: CHANGES }).json();
  },
};
