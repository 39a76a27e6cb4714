/** An Express application. Its error handler turns the package's errors into answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import express from "express";
import { OdeusError } from "odeus-integrations";
import { named, serve, withWorkspace } from "./odeus.js";
import { answerFor } from "./programs/answer-for.js";
import { patch, testWebServer, withApp } from "./web-server.js";

function createApp(odeus) {
  const app = express();
  // Express prints unexpected errors, except in tests.
  app.set("env", "test");
  app.use(express.json());
  app.patch("/integrations/:id", async (request, response) => {
    response.json(await odeus.updateIntegration(request.params.id, request.body));
  });
  return app;
}

/** Answers errors of the package. Without this, Express answers with the API's own status. */
function answerOdeusError(error, _request, response, next) {
  if (!(error instanceof OdeusError)) return next(error);
  const { status, headers, body } = answerFor(error);
  response.status(status).set(headers).json(body);
}

testWebServer(named("express"), (odeus) => serve(createApp(odeus).use(answerOdeusError)));

test("Express without an error handler answers 401 when the server's own key is wrong", () =>
  withWorkspace(({ baseUrl, integrationId }) =>
    withApp(
      (odeus) => serve(createApp(odeus)),
      { baseUrl, apiKey: "wrong-key" },
      async (url) => assert.equal((await patch(url, integrationId, {})).status, 401),
    ),
  ));
