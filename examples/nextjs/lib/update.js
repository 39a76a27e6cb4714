import { OdeusError, updateIntegration, ValidationError } from "odeus-integrations";

/** Answers a PATCH whose body has the fields to change. */
export async function update(request, { params }) {
  try {
    const { id } = await params;
    // Reads ODEUS_API_KEY. A caller who hangs up ends the call, too.
    const { signal } = request;
    return Response.json(await updateIntegration(id, await request.json(), { signal }));
  } catch (error) {
    if (error instanceof ValidationError) {
      return Response.json({ issues: error.issues }, { status: 422 });
    }
    console.error(error instanceof OdeusError ? error.toJSON() : error);
    return Response.json({ message: "The integration could not be updated." }, { status: 502 });
  }
}
