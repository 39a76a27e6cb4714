/** A tRPC server and its client. The package's schemas check the inputs of the procedures. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { initTRPC, TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import {
  integrationIdSchema,
  integrationUpdateSchema,
  isOdeusError,
  OdeusClient,
} from "odeus-integrations";
import { freePort } from "../support/free-port.js";
import { named, serve, withWorkspace } from "./odeus.js";

/** The procedure `update` changes the application's own integration, `reset` changes any. */
function createRouter(odeus, ownIntegrationId) {
  const t = initTRPC.create({
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      data: { ...shape.data, issues: error.cause?.issues },
    }),
  });
  const procedure = t.procedure.use(async ({ next }) => {
    const result = await next();
    if (result.ok || !isOdeusError(result.error.cause)) return result;
    throw toTRPCError(result.error.cause);
  });
  return t.router({
    update: procedure
      .input(integrationUpdateSchema)
      .mutation(({ input }) => odeus.updateIntegration(ownIntegrationId, input)),
    reset: procedure
      .input(integrationIdSchema)
      .mutation(({ input }) => odeus.updateIntegration(input, { name: "Untitled" })),
  });
}

/** The codes of tRPC by the code of an error. For every other code the server itself is wrong. */
const CODES = {
  invalid_input: "UNPROCESSABLE_CONTENT",
  bad_request: "UNPROCESSABLE_CONTENT",
  not_found: "NOT_FOUND",
  rate_limited: "SERVICE_UNAVAILABLE",
  server_error: "BAD_GATEWAY",
  connection_failed: "BAD_GATEWAY",
  invalid_response: "BAD_GATEWAY",
  timed_out: "GATEWAY_TIMEOUT",
};

/** An error of the package as an error of this application. Its message has nothing of the API. */
function toTRPCError(cause) {
  const code = CODES[cause.code] ?? "INTERNAL_SERVER_ERROR";
  const message = cause.retryable ? "Try again later." : "The integration could not be updated.";
  return new TRPCError({ code, message, cause });
}

/** The headers of an answer. tRPC asks for them once for each answer. */
function responseMeta({ errors }) {
  const limited = errors.find(({ cause }) => isOdeusError(cause) && cause.code === "rate_limited");
  if (limited === undefined) return {};
  const { retryAfterMs = 1_000 } = limited.cause;
  return { headers: { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) } };
}

/** Runs a step with a client of the application, and with the answers that the client gets. */
async function withClient(options, ownIntegrationId, step) {
  const odeus = new OdeusClient({ maxRetries: 0, ...options });
  const router = createRouter(odeus, ownIntegrationId);
  const server = await serve(createHTTPHandler({ router, responseMeta }));
  const answers = [];
  const recorded = async (...parameters) => {
    const response = await fetch(...parameters);
    answers.push(response);
    return response;
  };
  try {
    const client = createTRPCClient({ links: [httpLink({ url: server.url, fetch: recorded })] });
    await step(client, answers);
  } finally {
    await server.close();
  }
}

/** Makes the application's update, and returns what the client gets. */
async function refused(options, ownIntegrationId, changes = {}) {
  const found = {};
  await withClient(options, ownIntegrationId, async (client, answers) => {
    const error = await client.update.mutate(changes).catch((error) => error);
    assert.ok(error instanceof TRPCClientError, "the update was refused");
    assert.ok(!JSON.stringify(error.shape).includes(options.apiKey), "the key is not shown");
    Object.assign(found, { ...error.data, headers: answers[0].headers });
  });
  return found;
}

describe(named("@trpc/server"), () => {
  test("updates an integration", () =>
    withWorkspace(({ baseUrl, apiKey, integrationId, integration }) =>
      withClient({ baseUrl, apiKey }, integrationId, async (client) => {
        const updated = await client.update.mutate({ name: "Weather" });
        assert.equal(updated.integration.id, integrationId);
        assert.equal((await integration(integrationId)).name, "Weather");
        await client.reset.mutate(integrationId.toUpperCase());
        assert.equal((await integration(integrationId)).name, "Untitled");
      }),
    ));

  test("answers 400 and names every broken rule of the input", () =>
    withWorkspace(async ({ baseUrl, apiKey, integrationId, requests }) => {
      const changes = { nmae: "Weather", color: "blue" };
      const { httpStatus, issues } = await refused({ baseUrl, apiKey }, integrationId, changes);
      assert.equal(httpStatus, 400);
      assert.deepEqual(
        issues.map(({ path }) => path),
        [["nmae"], ["color"]],
      );
      assert.deepEqual(await requests(), [], "nothing was sent");
    }));

  test("answers 400 for an id that is not a UUID", () =>
    withWorkspace(({ baseUrl, apiKey, integrationId }) =>
      withClient({ baseUrl, apiKey }, integrationId, async (client) => {
        const { data } = await client.reset.mutate("weather").catch((error) => error);
        assert.equal(data.httpStatus, 400);
        assert.match(data.issues[0].message, /UUID/);
      }),
    ));

  test("answers 404 for an integration that does not exist", () =>
    withWorkspace(async ({ baseUrl, apiKey }) => {
      const id = "550e8400-e29b-41d4-a716-446655440000";
      assert.equal((await refused({ baseUrl, apiKey }, id)).httpStatus, 404);
    }));

  test("answers 500 and not 401 when the server's own key is wrong", () =>
    withWorkspace(async ({ baseUrl, integrationId }) => {
      const { httpStatus } = await refused({ baseUrl, apiKey: "wrong-key" }, integrationId);
      assert.equal(httpStatus, 500);
    }));

  test("answers 503 with Retry-After when the API's rate limit is reached", () =>
    withWorkspace(
      async ({ baseUrl, apiKey, integrationId }) => {
        const { httpStatus, headers } = await refused({ baseUrl, apiKey }, integrationId);
        assert.equal(httpStatus, 503);
        assert.equal(headers.get("retry-after"), "1");
      },
      { rateLimit: 0 },
    ));

  test("answers 502 when the API cannot be reached", () =>
    withWorkspace(async ({ integrationId }) => {
      const baseUrl = `http://127.0.0.1:${await freePort()}`;
      const { httpStatus } = await refused({ baseUrl, apiKey: "some-key" }, integrationId);
      assert.equal(httpStatus, 502);
    }));
});
