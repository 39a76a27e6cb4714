import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { OdeusClient, OdeusError, RateLimitError, ValidationError } from "odeus-integrations";

// One client serves all requests. It reads ODEUS_API_KEY. Without a key the program does not start.
const odeus = new OdeusClient();
const app = new Hono();

app.patch("/integrations/:id", async (context) => {
  const changes = await context.req.json();
  // The call ends early if the caller hangs up.
  const { signal } = context.req.raw;
  return context.json(await odeus.updateIntegration(context.req.param("id"), changes, { signal }));
});

app.onError((error, context) => {
  if (error instanceof SyntaxError) return context.json({ message: "The body must be JSON." }, 400);
  if (error instanceof ValidationError) return context.json({ issues: error.issues }, 422);
  if (error instanceof RateLimitError) {
    context.header("retry-after", String(Math.ceil((error.retryAfterMs ?? 1_000) / 1_000)));
    return context.json({ message: "Try again later." }, 503);
  }
  console.error(error instanceof OdeusError ? error.toJSON() : error);
  return context.json({ message: "The call to Odeus failed.", applied: error.applied }, 502);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) => {
  console.log(`http://localhost:${port}`);
});
