/** What every web server that uses the package must answer, whatever its framework is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ID, jsonAnswer, UPDATED } from "../support/calls.js";
import { freePort } from "../support/free-port.js";
import { withServers, withWorkspace } from "./odeus.js";

const CHANGES = { name: "Weather" };
const WRONG_KEY = "odeus_wrong-key-of-the-server";

/**
 * @typedef {object} App
 * @property {string} url
 * @property {() => Promise<unknown>} close
 */

/**
 * Starts an application with a client, runs a step with its address, and stops the application.
 * @param {(odeus: OdeusClient) => Promise<App>} startApp
 * @param {import("odeus-integrations").ClientOptions} options of the client
 * @param {(url: string) => Promise<void>} step
 */
export async function withApp(startApp, options, step) {
  const app = await startApp(new OdeusClient({ maxRetries: 0, ...options }));
  try {
    await step(app.url);
  } finally {
    await app.close();
  }
}

/** Sends changes to an application as JSON, and reads the answer. */
export async function patch(url, id, changes) {
  const response = await fetch(`${url}/integrations/${id}`, {
    method: "PATCH",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(changes),
    signal: AbortSignal.timeout(20_000),
  });
  const { status, headers } = response;
  const text = await response.text();
  const isJson = headers.get("content-type")?.includes("json");
  return { status, headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/**
 * Registers the tests of a web server. It serves `PATCH /integrations/{id}`.
 * @param {string} title
 * @param {(odeus: OdeusClient) => Promise<App>} startApp
 */
export function testWebServer(title, startApp) {
  /** Makes one request to the application, and returns the answer. */
  const answered = async (options, id = ID, changes = CHANGES) => {
    let answer;
    await withApp(startApp, options, async (url) => {
      answer = await patch(url, id, changes);
    });
    assert.ok(!answer.text.includes(options.apiKey), "the answer does not show the key");
    return answer;
  };

  describe(title, () => {
    test("updates an integration", () =>
      withWorkspace(async ({ baseUrl, apiKey, integrationId, integration }) => {
        const { status, body } = await answered({ baseUrl, apiKey }, integrationId);
        assert.equal(status, 200);
        assert.equal(body.integration.id, integrationId);
        assert.equal((await integration(integrationId)).name, CHANGES.name);
      }));

    test("answers 422 and names every broken rule of the input", () =>
      withWorkspace(async ({ baseUrl, apiKey, integrationId, requests }) => {
        const changes = { nmae: "Weather", color: "blue" };
        const { status, body } = await answered({ baseUrl, apiKey }, integrationId, changes);
        assert.equal(status, 422);
        // The order is that of the fields, which a framework may change.
        const paths = body.issues.map(({ path }) => path.join("."));
        assert.deepEqual(paths.sort(), ["color", "nmae"]);
        for (const { message } of body.issues) assert.ok(message.length > 10, message);
        assert.deepEqual(await requests(), [], "nothing was sent");
      }));

    test("answers 404 for an integration that does not exist", () =>
      withWorkspace(async ({ baseUrl, apiKey }) => {
        assert.equal((await answered({ baseUrl, apiKey })).status, 404);
      }));

    test("answers 500 and not 401 when the server's own key is wrong", () =>
      withWorkspace(async ({ baseUrl, integrationId, requests }) => {
        const { status } = await answered({ baseUrl, apiKey: WRONG_KEY }, integrationId);
        assert.equal(status, 500);
        assert.equal((await requests()).length, 1);
      }));

    test("answers 500 and not 403 when the server's own key lacks the scope", () =>
      withWorkspace(async ({ baseUrl, apiKeyWithoutScope, integrationId }) => {
        const options = { baseUrl, apiKey: apiKeyWithoutScope };
        assert.equal((await answered(options, integrationId)).status, 500);
      }));

    test("answers 503 with Retry-After when the API's rate limit is reached", () =>
      withWorkspace(
        async ({ baseUrl, apiKey, integrationId }) => {
          const { status, headers } = await answered({ baseUrl, apiKey }, integrationId);
          assert.equal(status, 503);
          assert.equal(headers.get("retry-after"), "1");
        },
        { rateLimit: 0 },
      ));

    test("answers 502 with Retry-After when the API fails and asks for a wait", () =>
      withServers(async ({ scripted }) => {
        const refusal = jsonAnswer({}, 503, { "retry-after": "120" });
        const { baseUrl } = await scripted.scenario(refusal);
        const { status, headers, body } = await answered({ baseUrl, apiKey: WRONG_KEY });
        assert.equal(status, 502);
        assert.equal(headers.get("retry-after"), "120");
        assert.match(body.message, /not known whether/);
      }));

    test("says that the update was made when the answer of a success is empty", () =>
      withServers(async ({ scripted }) => {
        const { baseUrl } = await scripted.scenario({ ...UPDATED, body: "" });
        const { status, body } = await answered({ baseUrl, apiKey: WRONG_KEY });
        assert.equal(status, 502);
        assert.match(body.message, /^The integration was updated/);
      }));

    test("answers 422 when the API does not accept the values", () =>
      withServers(async ({ scripted }) => {
        const { baseUrl } = await scripted.scenario(jsonAnswer({ message: "No icon" }, 400));
        const { status, body } = await answered({ baseUrl, apiKey: WRONG_KEY });
        assert.equal(status, 422);
        assert.match(body.message, /did not accept/);
      }));

    test("answers 502 when the API cannot be reached", async () => {
      const baseUrl = `http://127.0.0.1:${await freePort()}`;
      assert.equal((await answered({ baseUrl, apiKey: WRONG_KEY })).status, 502);
    });
  });
}
