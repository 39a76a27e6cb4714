/** Random input gives typed outcomes only, and a request has the given changes only. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import * as sdk from "odeus-integrations";
import { ID, KEY, settle } from "../../support/calls.js";
import { connect } from "../../support/control.js";
import { start } from "../../support/servers/scripted/server.js";

const BODY = JSON.stringify({ integration: { id: ID } });
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

/** Any sequence of code units, including lone surrogates. */
const units = fc
  .array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd7f0, max: 0xe00f })), { maxLength: 100 })
  .map((list) => String.fromCharCode(...list));
const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 100 }), units);
const hex = (length) => fc.array(fc.constantFrom(..."0123456789abcdefABCDEF"), length).map(join);
const color = fc.integer({ min: 0, max: 10 }).chain((n) => hex({ minLength: n, maxLength: n }));

function join(list) {
  return `#${list.join("")}`;
}

function field(likely) {
  return fc.oneof(
    { weight: 8, arbitrary: likely },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: anything },
  );
}

/** Changes that are often good. */
const changes = fc.record(
  {
    name: field(fc.string({ unit: "grapheme", maxLength: 45 })),
    description: field(fc.oneof(text, fc.string({ unit: "binary", maxLength: 95 }))),
    iconUrl: field(fc.oneof(fc.webUrl(), fc.webUrl(), text)),
    color: field(color),
  },
  { requiredKeys: [], noNullPrototype: false },
);

/** The rules in their shortest form. The tests compare the package with them. */
const GOOD = {
  name: (value) => isWellFormed(value) && [...value].length <= 40,
  description: (value) => isWellFormed(value) && [...value].length <= 90,
  iconUrl: (value) => isWellFormed(value) && /^https?:$/.test(parse(value)?.protocol ?? ""),
  color: (value) =>
    /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value) && !value.endsWith("\n"),
};

function isWellFormed(value) {
  return value.isWellFormed();
}

function parse(value) {
  return URL.canParse(value) ? new URL(value) : undefined;
}

function given(value) {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

function isGood(value) {
  return given(value).every(
    ([key, field]) => typeof field === "string" && (GOOD[key]?.(field) ?? false),
  );
}

/** Asserts that an outcome is a value or an error of the package's classes. */
function assertTyped({ error }) {
  if (error === undefined) return;
  assert.ok(error instanceof sdk.OdeusError, `not typed: ${error}`);
  assert.notEqual(error.name, "InternalError", error.stack);
  assert.equal(typeof JSON.stringify(error), "string");
  assert.ok(error.message.length <= 500);
}

describe("properties", () => {
  let server;
  let scripted;
  before(async () => {
    server = await start();
    ({ scripted } = connect({ scriptedUrl: server.url }));
  });
  after(() => server.close());

  test("validateIntegrationUpdate never throws and gives well-formed issues", () => {
    fc.assert(
      fc.property(fc.oneof(anything, changes), (value) => {
        for (const issue of sdk.validateIntegrationUpdate(value)) {
          assert.equal(typeof issue.code, "string");
          assert.ok(issue.message.length > 0 && issue.message.length <= 500);
          assert.ok(Array.isArray(issue.path));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("validateIntegrationUpdate finds an issue if and only if a rule is broken", () => {
    fc.assert(
      fc.property(changes, (value) => {
        assert.equal(sdk.validateIntegrationUpdate(value).length === 0, isGood(value));
      }),
      { numRuns: 3_000 },
    );
  });

  test("a call sends the given changes if and only if there is no issue", async () => {
    const scenario = await scripted.scenario({ body: BODY });
    const options = { apiKey: KEY, baseUrl: scenario.baseUrl };
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (value) => {
        const issues = sdk.validateIntegrationUpdate(value);
        const outcome = await settle(sdk.updateIntegration(ID, value, options));
        assertTyped(outcome);
        const requests = (await scenario.requests()).slice(seen);
        seen += requests.length;
        if (issues.length > 0) {
          assert.deepEqual(outcome.error.issues, issues);
          assert.equal(requests.length, 0);
        } else {
          assert.equal(requests.length, 1);
          assert.deepEqual(JSON.parse(requests[0].body), Object.fromEntries(given(value)));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("buildUpdateRequest accepts an id if and only if it is a UUID", () => {
    const digits = fc.constantFrom(..."0123456789abcdefABCDEF-g \n");
    const near = fc
      .tuple(fc.nat(36), digits)
      .map(([at, digit]) => ID.slice(0, at) + digit + ID.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(near, fc.uuid(), text, anything), (id) => {
        const isUuid = typeof id === "string" && id.length === 36 && UUID.test(id);
        try {
          const { url } = sdk.buildUpdateRequest(id, {}, { apiKey: KEY });
          assert.ok(isUuid);
          assert.equal(url, `https://api.odeus.ai/integrations/v1/${id.toLowerCase()}`);
        } catch (error) {
          assert.ok(!isUuid, error.stack);
          assertTyped({ error });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("any options give a typed outcome", async () => {
    const options = fc.record(
      {
        apiKey: fc.oneof(fc.constant(KEY), text, anything),
        baseUrl: fc.oneof(fc.webUrl(), text, anything),
        deploymentUrl: fc.oneof(fc.webUrl(), anything),
        timeoutMs: fc.oneof(fc.integer({ min: -5, max: 60_000 }), fc.double(), anything),
        attemptTimeoutMs: fc.oneof(fc.integer({ min: -5, max: 60_000 }), anything),
        maxRetries: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.double(), anything),
        headers: fc.oneof(fc.dictionary(fc.string(), text), anything),
        onAttempt: fc.oneof(fc.func(anything), anything),
        signal: anything,
      },
      { requiredKeys: ["apiKey"], noNullPrototype: false },
    );
    const fetch = async () => new Response(BODY);
    await fc.assert(
      fc.asyncProperty(options, async (some) => {
        assertTyped(await settle(sdk.updateIntegration(ID, {}, { ...some, fetch })));
      }),
      { numRuns: 2_000 },
    );
  });

  test("any values as options, id and changes give a typed outcome", async () => {
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (id, value, options) => {
        const outcome = await settle(sdk.updateIntegration(id, value, options));
        assert.ok(outcome.error, "random input should have been refused");
        assertTyped(outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  test("any answer gives a typed outcome, and a good answer is returned unchanged", async () => {
    const status = fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 }));
    const integration = fc.record({ id: fc.string(), more: fc.jsonValue() });
    const body = fc.oneof(
      fc.record({ integration, more: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc.json(),
      text,
    );
    await fc.assert(
      fc.asyncProperty(status, body, async (code, content) => {
        const empty = [204, 205, 304].includes(code);
        const fetch = async () => new Response(empty ? null : content, { status: code });
        const options = { apiKey: KEY, maxRetries: 0, fetch };
        const outcome = await settle(sdk.updateIntegration(ID, {}, options));
        assertTyped(outcome);
        if (outcome.value)
          assert.deepEqual(outcome.value, JSON.parse(content.replace(/^\uFEFF/, "")));
        else assert.equal(outcome.error.status, code);
      }),
      { numRuns: 1_000 },
    );
  });
});
