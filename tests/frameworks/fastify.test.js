/** A Fastify application. Its error handler turns the package's errors into answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { NotFoundError, OdeusError, ValidationError } from "odeus-integrations";
import { named, withWorkspace } from "./odeus.js";
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
  if (error instanceof ValidationError) return reply.code(422).send({ issues: error.issues });
  if (error instanceof NotFoundError) {
    return reply.code(404).send({ message: "There is no such integration." });
  }
  if (!error.retryable) {
    return reply.code(502).send({ message: "The integration could not be updated." });
  }
  if (error.retryAfterMs !== undefined) {
    reply.header("retry-after", Math.ceil(error.retryAfterMs / 1_000));
  }
  return reply.code(503).send({ message: "Try again later." });
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
