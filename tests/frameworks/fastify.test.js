/** A Fastify application. Its error handler turns the package's errors into answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { OdeusError } from "odeus-integrations";
import { named, withWorkspace } from "./odeus.js";
import { answerFor } from "./programs/answer-for.js";
import { patch, testWebServer, withApp } from "./web-server.js";

function createApp(odeus) {
  const app = Fastify();
  app.patch("/integrations/:id", (request) =>
    odeus.updateIntegration(request.params.id, request.body),
  );
  return app;
}

/** Answers errors of the package. Without this, Fastify answers with the API's own status. */
function answerOdeusError(error, _request, reply) {
  if (!(error instanceof OdeusError)) throw error;
  const { status, headers, body } = answerFor(error);
  return reply.code(status).headers(headers).send(body);
}

/** Starts an application on a free port. */
async function listen(app) {
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { url, close: () => app.close() };
}

testWebServer(named("fastify"), (odeus) =>
  listen(createApp(odeus).setErrorHandler(answerOdeusError)),
);

test("Fastify without an error handler answers 401 when the server's own key is wrong", () =>
  withWorkspace(({ baseUrl, integrationId }) =>
    withApp(
      (odeus) => listen(createApp(odeus)),
      { baseUrl, apiKey: "wrong-key" },
      async (url) => assert.equal((await patch(url, integrationId, {})).status, 401),
    ),
  ));
