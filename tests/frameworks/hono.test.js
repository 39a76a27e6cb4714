/** A Hono application. Hono's own validator checks bodies by the package's Standard Schema. */
import { getRequestListener } from "@hono/node-server";
import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";
import { integrationUpdateSchema, OdeusError } from "odeus-integrations";
import { named, serve } from "./odeus.js";
import { answerFor } from "./programs/answer-for.js";
import { testWebServer } from "./web-server.js";

/** Without a hook, Hono answers 400 and puts the whole input into the answer. */
const changes = sValidator("json", integrationUpdateSchema, (result, context) => {
  if (result.success) return;
  return context.json({ message: "The input is not valid.", issues: result.error }, 422);
});

function createApp(odeus) {
  const app = new Hono();
  app.patch("/integrations/:id", changes, async (context) =>
    context.json(
      await odeus.updateIntegration(context.req.param("id"), context.req.valid("json"), {
        signal: context.req.raw.signal,
      }),
    ),
  );
  app.onError((error, context) => {
    if (!(error instanceof OdeusError)) throw error;
    const { status, headers, body } = answerFor(error);
    return context.json(body, status, headers);
  });
  return app;
}

const title = `${named("hono")} with ${named("@hono/standard-validator")}`;
testWebServer(title, (odeus) => serve(getRequestListener(createApp(odeus).fetch)));
