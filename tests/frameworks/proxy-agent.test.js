/** A call through undici's ProxyAgent to a proxy that does not connect. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import { ID } from "../support/calls.js";
import { listen } from "../support/servers/http.js";
import { named } from "./odeus.js";

/** Starts a proxy that answers each CONNECT with a status, and runs a step with its address. */
async function withProxy(status, step) {
  const proxy = createServer();
  proxy.on("connect", (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
  const { url, close } = await listen(proxy);
  try {
    await step(url);
  } finally {
    await close();
  }
}

describe(`${named("undici")}: ProxyAgent`, () => {
  for (const status of [403, 407, 502]) {
    test(`a proxy that answers ${status} to CONNECT is named as the reason`, async () => {
      await withProxy(status, async (url) => {
        const dispatcher = new ProxyAgent(url);
        const client = new OdeusClient({
          apiKey: "test-key",
          fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
          maxRetries: 0,
        });
        const error = await client.updateIntegration(ID, { name: "Docs" }).catch((error) => error);
        assert.equal(error.code, "connection_failed");
        assert.match(error.message, /the proxy does not connect to the server/);
        assert.match(error.message, new RegExp(`${status}`));
        assert.equal(error.applied, "no");
        await dispatcher.close();
      });
    });
  }
});
