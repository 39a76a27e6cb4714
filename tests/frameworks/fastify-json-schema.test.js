/** A Fastify application that checks requests by the JSON Schemas of the package. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import Fastify from "fastify";
import {
  integrationIdSchema,
  integrationUpdateSchema,
  validateIntegrationUpdate,
} from "odeus-integrations";
import { ID } from "../support/calls.js";
import { named, withWorkspace } from "./odeus.js";
import { patch, withApp } from "./web-server.js";

/** Fastify's own settings drop unknown fields, and change `null` to a text. These do not. */
const STRICT = { removeAdditional: false, coerceTypes: false, allErrors: true };

function createApp(odeus) {
  const app = Fastify({ ajv: { customOptions: STRICT } });
  const target = { target: "draft-07" };
  const schema = {
    params: {
      type: "object",
      properties: { id: integrationIdSchema["~standard"].jsonSchema.input(target) },
    },
    body: integrationUpdateSchema["~standard"].jsonSchema.input(target),
  };
  app.patch("/integrations/:id", { schema }, (request) =>
    odeus.updateIntegration(request.params.id, request.body),
  );
  return app;
}

/** Starts an application on a free port. */
async function listen(app) {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => app.close() };
}

describe(`${named("fastify")} with JSON Schema`, () => {
  /** Sends changes to the application. Returns the answer and the number of requests to the API. */
  const answered = async (changes, id) => {
    const answer = {};
    await withWorkspace(({ baseUrl, apiKey, integrationId, requests }) =>
      withApp(
        (odeus) => listen(createApp(odeus)),
        { baseUrl, apiKey },
        async (url) => {
          Object.assign(answer, await patch(url, id ?? integrationId, changes));
          answer.sent = (await requests()).length;
        },
      ),
    );
    return answer;
  };

  const GOOD = [
    {},
    { name: "\u{1F327}".repeat(40), description: "d".repeat(90) },
    { iconUrl: "HTTPS://example.com/my icon.png", color: "#0A84FFcc" },
  ];
  for (const changes of GOOD) {
    test(`accepts ${JSON.stringify(changes).slice(0, 40)}`, async () => {
      assert.deepEqual(validateIntegrationUpdate(changes), []);
      const { status, text, sent } = await answered(changes);
      assert.equal(status, 200, text);
      assert.equal(sent, 1);
    });
  }

  const BAD = [
    { nmae: "Weather" },
    { name: null },
    { name: "\u{1F327}".repeat(41) },
    { description: "d".repeat(91) },
    { iconUrl: "/icon.png" },
    { color: "blue" },
    [],
  ];
  for (const changes of BAD) {
    test(`refuses ${JSON.stringify(changes).slice(0, 40)} before the handler runs`, async () => {
      assert.notDeepEqual(validateIntegrationUpdate(changes), []);
      const { status, body, sent } = await answered(changes);
      assert.equal(status, 400);
      assert.equal(body.code, "FST_ERR_VALIDATION");
      assert.equal(sent, 0);
    });
  }

  test("accepts an id in upper case, and refuses an id that is not a UUID", async () => {
    assert.equal((await answered({}, ID.toUpperCase())).status, 404);
    const { body, sent } = await answered({}, "weather");
    assert.equal(body.code, "FST_ERR_VALIDATION");
    assert.equal(sent, 0);
  });
});
