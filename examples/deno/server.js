import { OdeusClient, OdeusError, ValidationError } from "odeus-integrations";

const odeus = new OdeusClient(); // reads ODEUS_API_KEY
const ROUTE = new URLPattern({ pathname: "/integrations/:id" });

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 3000) }, async (request) => {
  const id = ROUTE.exec(request.url)?.pathname.groups.id;
  if (request.method !== "PATCH" || id === undefined) return new Response(null, { status: 404 });
  try {
    return Response.json(await odeus.updateIntegration(id, await request.json()));
  } catch (error) {
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
  }
});
