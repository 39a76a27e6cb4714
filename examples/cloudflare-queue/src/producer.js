import { integrationIdSchema, validateIntegrationUpdate } from "odeus-integrations";

/** The most messages that `sendBatch` takes. */
const BATCH_SIZE = 100;

/**
 * Takes a list of updates, `[{ id, changes, version }]`, checks them, and puts them into the queue.
 *
 * `version` grows with each change of the integration in your data. `changes` holds every field that you
 * manage, because a newer update replaces an older one that was not made.
 *
 * @param {Request} request
 * @param {{ JOBS: Queue }} env
 */
export async function produce(request, env) {
  if (request.method !== "POST" || new URL(request.url).pathname !== "/updates") {
    return new Response(null, { status: 404 });
  }
  const jobs = await request.json().catch(() => undefined);
  if (!Array.isArray(jobs)) {
    return Response.json({ message: "The body must be a JSON array." }, { status: 400 });
  }
  const issues = jobs.flatMap((job, index) => issuesOf(job).map((issue) => ({ index, ...issue })));
  if (issues.length > 0) return Response.json({ issues }, { status: 422 });

  const messages = jobs.map(({ id, changes, version }) => ({ body: { id, changes, version } }));
  for (let start = 0; start < messages.length; start += BATCH_SIZE) {
    await env.JOBS.sendBatch(messages.slice(start, start + BATCH_SIZE));
  }
  return Response.json({ queued: jobs.length }, { status: 202 });
}

/** What is wrong with an update. A broken update never gets into the queue. */
function issuesOf(job) {
  const { id, changes, version } = Object(job);
  const { issues = [] } = integrationIdSchema["~standard"].validate(id);
  const versionIssues = Number.isFinite(version) ? [] : [{ message: "version must be a number." }];
  return [...issues, ...validateIntegrationUpdate(changes), ...versionIssues];
}
