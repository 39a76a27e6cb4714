/** The module has trapped, and no new instance of it can be made: memory is at its end. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { ID, KEY, UPDATED } from "../../support/calls.js";
import { runModule } from "../../support/child.js";
import { listen } from "../../support/servers/http.js";
import { allowInstances, forbidInstances, trap } from "../../support/traps.js";

const sdk = await import("odeus-integrations");

const CLIENT = new sdk.OdeusClient({ apiKey: KEY, fetch: () => new Promise(() => {}) });

/** What `applied` is after each status. */
const JUDGED = { 200: "yes", 404: "no", 503: "unknown" };

/** A server that sends an answer's head and its body when the test says so. */
class Server {
  async start() {
    const { url, close } = await listen(
      createServer((request, response) => {
        request.resume();
        this.tellArrived(response);
      }),
      0,
    );
    this.close = close;
    this.client = new sdk.OdeusClient({ apiKey: KEY, baseUrl: url, maxRetries: 0 });
  }

  /** Starts a call; resolves to it and the answer that is still to be sent. */
  async startCall(options = {}) {
    const arrived = new Promise((resolve) => {
      this.tellArrived = resolve;
    });
    const call = settle(this.client.updateIntegration(ID, {}, options));
    const failed = call.then(({ error }) => assert.fail(`no request arrived: ${error}`));
    return { call, response: await Promise.race([arrived, failed]) };
  }
}

const settle = (promise) =>
  promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );

/** Lets no other instance be made, and uses up the live one. */
async function takeInstances() {
  forbidInstances();
  const error = await trap(CLIENT);
  assert.ok(error instanceof sdk.InternalError, String(error));
}

function assertOdeusError(error, properties) {
  assert.ok(error instanceof Error, `an Error, not ${JSON.stringify(error)}`);
  assert.ok(error instanceof sdk.OdeusError, error.stack);
  const found = Object.keys(properties).map((property) => [property, error[property]]);
  assert.deepEqual(Object.fromEntries(found), properties);
}

const assertInternalError = (error, properties) =>
  assertOdeusError(error, { code: "internal_error", retryable: true, ...properties });

function thrown(run) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

describe("while no instance of the module can be made", () => {
  const server = new Server();
  const uncaught = [];
  const note = (reason) => uncaught.push(reason);

  before(() => server.start());
  after(() => server.close());
  beforeEach(() => process.on("uncaughtException", note).on("unhandledRejection", note));
  afterEach(async () => {
    allowInstances();
    process.off("uncaughtException", note).off("unhandledRejection", note);
    assert.deepEqual(uncaught.splice(0), []);
    const { call, response } = await server.startCall();
    response.end(UPDATED.body);
    assert.equal((await call).value?.integration.id, ID, "the next call works");
  });

  for (const status of Object.keys(JUDGED).map(Number)) {
    test(`a ${status} is an InternalError of the call under way`, async () => {
      const { call, response } = await server.startCall();
      await takeInstances();
      response.writeHead(status).end(status === 200 ? UPDATED.body : "{}");
      const { error } = await call;
      assertInternalError(error, { attempts: 1 });
      // Nobody can judge the status, so "unknown" is right for each one.
      assert.ok([JUDGED[status], "unknown"].includes(error.applied), `applied: ${error.applied}`);
    });
  }

  /** Starts a call and resolves when it has the answer's head and a part of its body. */
  async function startBody(status, text, options) {
    const { fetch } = globalThis;
    let tellRead;
    const isRead = new Promise((resolve) => {
      tellRead = resolve;
    });
    globalThis.fetch = async (...parameters) => {
      const response = await fetch(...parameters);
      const { getReader } = response.body;
      response.body.getReader = function (...rest) {
        tellRead();
        return getReader.apply(this, rest);
      };
      return response;
    };
    try {
      const started = await server.startCall(options);
      started.response.writeHead(status);
      started.response.write(text.slice(0, 5));
      await Promise.race([isRead, started.call]);
      return { ...started, finish: () => started.response.end(text.slice(5)) };
    } finally {
      globalThis.fetch = fetch;
    }
  }

  test("the body of a success whose head came before is the call's value", async () => {
    const { call, finish } = await startBody(200, UPDATED.body);
    await takeInstances();
    finish();
    const { value, error } = await call;
    assert.equal(error, undefined);
    assert.equal(value.integration.id, ID);
  });

  for (const [status, text] of [
    [200, "<p>This is not JSON.</p>"],
    [404, '{"message":"There is none"}'],
  ]) {
    test(`the body of a ${status} whose head came before ends the call with an error`, async () => {
      const { call, finish } = await startBody(status, text);
      await takeInstances();
      finish();
      const { error } = await call;
      assertOdeusError(error, { attempts: 1 });
    });
  }

  const MOMENTS = [
    ["before the head", (options) => server.startCall(options), "unknown"],
    ["in the body of a success", (options) => startBody(200, UPDATED.body, options), "yes"],
  ];
  for (const [when, start, applied] of MOMENTS) {
    test(`an abort ${when} settles the call at once`, async () => {
      const controller = new AbortController();
      const { call } = await start({ signal: controller.signal });
      await takeInstances();
      const abortedAt = performance.now();
      controller.abort("enough");
      const { error } = await call;
      assert.ok(performance.now() - abortedAt < 3_000);
      assertOdeusError(error, { attempts: 1, applied });
    });

    test(`a deadline ${when} settles the call`, async () => {
      const { call } = await start({ timeoutMs: 1_000 });
      const startedAt = performance.now();
      await takeInstances();
      const { error } = await call;
      assert.ok(performance.now() - startedAt < 6_000);
      assertOdeusError(error, { attempts: 1, applied });
    });
  }

  const OFFLINE = [
    ["a new client", () => new sdk.OdeusClient({ apiKey: KEY })],
    ["buildUpdateRequest", () => sdk.buildUpdateRequest(ID, {}, { apiKey: KEY })],
    ["validateIntegrationUpdate", () => sdk.validateIntegrationUpdate({ name: 1 })],
    ["the schema", () => sdk.integrationUpdateSchema["~standard"].validate({ name: 1 })],
  ];
  for (const [what, run] of OFFLINE) {
    test(`${what} throws an InternalError`, async () => {
      await takeInstances();
      assertInternalError(thrown(run), { attempts: 0, applied: "no" });
    });
  }

  const CALLS = [
    ["updateIntegration", () => sdk.updateIntegration(ID, {}, { apiKey: KEY })],
    ["a client's updateIntegration", () => CLIENT.updateIntegration(ID, {})],
  ];
  for (const [what, call] of CALLS) {
    test(`${what} rejects with an InternalError`, async () => {
      await takeInstances();
      assertInternalError((await settle(call())).error, { attempts: 0, applied: "no" });
    });
  }
});

test("the plain function's first call and a first client meet no instance as an InternalError", async () => {
  const { code, stdout, stderr } = await runModule(`
    import { forbidInstances } from "./support/traps.js";
    forbidInstances();
    const sdk = await import("odeus-integrations");
    const outcomes = [];
    const note = (error) => outcomes.push(error instanceof sdk.InternalError && error.code);
    await sdk.updateIntegration("${ID}", {}, { apiKey: "${KEY}" }).catch(note);
    try {
      new sdk.OdeusClient({ apiKey: "${KEY}" });
    } catch (error) {
      note(error);
    }
    console.log(JSON.stringify(outcomes));`);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), ["internal_error", "internal_error"]);
});
