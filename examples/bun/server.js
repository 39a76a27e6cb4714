import { OdeusClient, OdeusError, ValidationError } from "odeus-integrations";

const odeus = new OdeusClient(); // reads ODEUS_API_KEY

const server = Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  routes: {
    "/integrations/:id": {
      PATCH: async (request) =>
        Response.json(await odeus.updateIntegration(request.params.id, await request.json())),
    },
  },
  error(error) {
    if (error instanceof ValidationError) {
      return Response.json({ issues: error.issues }, { status: 422 });
    }
    if (error instanceof SyntaxError) {
      return Response.json({ message: "The body must be JSON." }, { status: 400 });
    }
    console.error(error instanceof OdeusError ? error.toJSON() : error);
    return Response.json(
      { message: "The call to Odeus failed.", applied: error.applied },
      { status: 502 },
    );
  },
});
console.log(`http://localhost:${server.port}`);
