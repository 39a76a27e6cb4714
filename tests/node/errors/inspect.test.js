/** Node never shows the key of a client or of an error. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { inspect } from "node:util";
import { deserialize, serialize } from "node:v8";
import * as sdk from "odeus-integrations";
import { ID } from "../../support/calls.js";
import { runModule } from "../../support/child.js";
import { connect } from "../../support/control.js";
import { start } from "../../support/servers/scripted/server.js";

const KEY = "very-secret-key-0123456789";
const EVERYTHING = { showHidden: true, depth: Number.POSITIVE_INFINITY, getters: true };

/** Ways to make a value readable. */
const VIEWS = [
  ["inspect", (value) => inspect(value)],
  ["inspect with hidden properties", (value) => inspect(value, EVERYTHING)],
  [
    "inspect without custom inspection",
    (value) => inspect(value, { ...EVERYTHING, customInspect: false }),
  ],
  ["a template", (value) => `${value}`],
  ["JSON", (value) => JSON.stringify(value)],
  ["own properties", (value) => inspect(Object.getOwnPropertyDescriptors(value), EVERYTHING)],
  ["structuredClone", (value) => inspect(structuredClone(value), EVERYTHING)],
  ["serialize", (value) => inspect(deserialize(serialize(value)), EVERYTHING)],
];

/** Answers that echo the key and give an error. */
const ERRORS = [
  ["AuthenticationError", { status: 401, body: '{"message":"bad {{key}}"}' }],
  ["InternalServerError", { status: 500, headers: { "x-request-id": "{{key}}" }, body: "{{key}}" }],
  ["InvalidResponseError", { body: "{{authorization}}" }],
];

describe("inspect", () => {
  let server;
  let scripted;
  before(async () => {
    server = await start();
    ({ scripted } = connect({ scriptedUrl: server.url }));
  });
  after(() => server.close());

  async function fail(answer, options = {}) {
    const { baseUrl } = await scripted.scenario({ ...answer, echo: true });
    const all = { apiKey: KEY, baseUrl, maxRetries: 0, ...options };
    return sdk.updateIntegration(ID, {}, all).then(
      () => assert.fail("the call should have been rejected"),
      (error) => error,
    );
  }

  for (const [view, show] of VIEWS) {
    test(`${view} does not show the key of a client`, () => {
      const client = new sdk.OdeusClient({ apiKey: KEY, headers: { "x-secret": KEY } });
      let text;
      try {
        text = show(client);
      } catch (error) {
        // The client cannot be cloned. The error of the clone must not show the key.
        text = inspect(error, EVERYTHING);
      }
      assert.doesNotMatch(text, new RegExp(KEY));
    });

    for (const [name, answer] of ERRORS) {
      test(`${view} does not show the key of an ${name}`, async () => {
        const error = await fail(answer);
        assert.equal(error.name, name);
        assert.doesNotMatch(show(error), new RegExp(KEY));
      });
    }

    test(`${view} does not show the key of a failed connection`, async () => {
      const cause = new TypeError(`bad header: Bearer ${KEY}`, { cause: { headers: [KEY] } });
      const error = await fail({}, { fetch: () => Promise.reject(cause) });
      assert.equal(error.name, "APIConnectionError");
      assert.doesNotMatch(show(error), new RegExp(KEY));
    });
  }

  test("console.log of a client and of an error does not show the key", async () => {
    const { baseUrl } = await scripted.scenario({ status: 401, body: "{{key}}", echo: true });
    const source = `
      import { OdeusClient } from "odeus-integrations";
      const client = new OdeusClient(${JSON.stringify({ apiKey: KEY, baseUrl })});
      console.log(client);
      console.dir(client, { showHidden: true, depth: null });
      await client.updateIntegration("${ID}", {}).catch((error) => console.log(error));
    `;
    const { code, stdout, stderr } = await runModule(source);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /AuthenticationError: /);
    assert.doesNotMatch(stdout + stderr, new RegExp(KEY));
  });

  test("an uncaught error prints its name, message, code and status, and not the key", async () => {
    const answer = { status: 404, body: '{"message":"no such thing as {{key}}"}', echo: true };
    const { baseUrl } = await scripted.scenario(answer);
    const source = `
      import { updateIntegration } from "odeus-integrations";
      await updateIntegration("${ID}", {}, ${JSON.stringify({ apiKey: KEY, baseUrl })});
    `;
    const { code, stderr } = await runModule(source);
    assert.equal(code, 1);
    assert.match(stderr, /NotFoundError: .*no such thing as \[redacted\]/);
    assert.match(stderr, /code: 'not_found'/);
    assert.match(stderr, /status: 404/);
    assert.doesNotMatch(stderr, new RegExp(KEY));
  });

  test("an uncaught error of refused input prints each issue", async () => {
    const source = `
      import { updateIntegration } from "odeus-integrations";
      await updateIntegration("no", { colour: "red" }, { apiKey: "${KEY}" });
    `;
    const { stderr } = await runModule(source);
    assert.match(stderr, /ValidationError: /);
    assert.match(stderr, /invalid_uuid/);
    assert.match(stderr, /Did you mean "color"\?/);
    assert.doesNotMatch(stderr, new RegExp(KEY));
  });

  test("an error's stack begins with its name and message", async () => {
    const error = await fail({ status: 404 });
    assert.ok(error.stack.startsWith(`NotFoundError: ${error.message}\n    at `), error.stack);
  });

  test("the stack of an error after a request shows the caller as an async frame, after a retry too", async () => {
    for (const maxRetries of [0, 1]) {
      const fetch = async () =>
        new Response(null, { status: 503, headers: { "retry-after": "0" } });
      const client = new sdk.OdeusClient({ apiKey: KEY, fetch, maxRetries });
      async function lineOfTheCaller() {
        await client.updateIntegration(ID, {});
      }
      const error = await lineOfTheCaller().catch((reason) => reason);
      assert.equal(error.attempts, maxRetries + 1);
      assert.match(error.stack, /\n {4}at async lineOfTheCaller /);
    }
  });

  test("inspect names the class of an error once", async () => {
    const error = await fail({ status: 404 });
    assert.equal(inspect(error).match(/NotFoundError/g).length, 1, inspect(error));
  });

  test("a clone of an error is still an Error with its message", async () => {
    const error = await fail({ status: 404, body: '{"message":"the reason"}' });
    const clone = structuredClone(error);
    assert.ok(clone instanceof Error);
    assert.equal(clone.message, error.message);
  });
});
