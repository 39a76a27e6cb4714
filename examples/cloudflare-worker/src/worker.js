import { OdeusError, updateIntegration, ValidationError } from "odeus-integrations";

const ROUTE = /^\/integrations\/([^/]+)$/;

export default {
  /**
   * @param {Request} request
   * @param {{ ODEUS_API_KEY: string, ODEUS_BASE_URL?: string }} env
   */
  async fetch(request, env) {
    const [, id] = ROUTE.exec(new URL(request.url).pathname) ?? [];
    if (request.method !== "PATCH" || id === undefined) return new Response(null, { status: 404 });
    try {
      const options = { apiKey: env.ODEUS_API_KEY, baseUrl: env.ODEUS_BASE_URL };
      return Response.json(await updateIntegration(id, await request.json(), options));
    } catch (error) {
      return answerOf(error);
    }
  },
};

function answerOf(error) {
  if (error instanceof ValidationError)
    return Response.json({ issues: error.issues }, { status: 422 });
  if (!(error instanceof OdeusError))
    return Response.json({ message: "Bad request." }, { status: 400 });
  console.error(error.toJSON());
  return Response.json(
    { message: "The call to Odeus failed.", applied: error.applied },
    { status: 502 },
  );
}
