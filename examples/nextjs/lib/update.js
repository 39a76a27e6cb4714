import { OdeusError, updateIntegration, ValidationError } from "odeus-integrations";

/** Answers a PATCH whose body has the fields to change. */
export async function update(request, { params }) {
  try {
    const { id } = await params;
    // The call reads ODEUS_API_KEY. It ends early if the caller hangs up.
    const { signal } = request;
    return Response.json(await updateIntegration(id, await request.json(), { signal }));
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
}
