import { OdeusClient, OdeusError, ValidationError } from "odeus-integrations";

const odeus = new OdeusClient(); // reads ODEUS_API_KEY once, for all calls

/** Answers `PATCH /integrations/{id}` of an API Gateway HTTP API (payload format 2.0). */
export async function handler(event) {
  try {
    const changes = JSON.parse(event.body ?? "{}");
    return answer(200, await odeus.updateIntegration(event.pathParameters.id, changes));
  } catch (error) {
    if (error instanceof ValidationError) return answer(422, { issues: error.issues });
    if (error instanceof SyntaxError) return answer(400, { message: "The body must be JSON." });
    console.error(error instanceof OdeusError ? error.toJSON() : error);
    return answer(502, { message: "The call to Odeus failed.", applied: error.applied });
  }
}

function answer(statusCode, body) {
  const headers = { "content-type": "application/json" };
  return { statusCode, headers, body: JSON.stringify(body) };
}
