/** Which variables are read from the environment, and when. Each case runs in its own Node. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ID } from "../../support/calls.js";
import { evaluate, RECORD_ENVIRONMENT } from "../../support/child.js";

const KEY = "environment-key-0123456789";
const SECRET = "very-secret-0123456789";

/**
 * Makes a program that prints the outcome of an expression as JSON. The program does not use the
 * console, because the console reads the environment.
 */
function program(expression, { before = "", after = "" } = {}) {
  return `
    import { writeSync } from "node:fs";
    ${before}
    const sdk = await import("odeus-integrations");
    const id = ${JSON.stringify(ID)};
    const answer = () => new Response(JSON.stringify({ integration: { id } }));
    const target = ({ url, headers }) => ({ url, authorization: headers.get("authorization") });
    const build = (options) => target(sdk.buildUpdateRequest(id, {}, options));
    ${after}
    let outcome;
    try {
      outcome = await (${expression});
    } catch (error) {
      outcome = { ...error.toJSON(), stack: error.stack };
    }
    writeSync(1, JSON.stringify(outcome));
  `;
}

function run(expression, env = {}, parts = {}) {
  return evaluate(program(expression, parts), { env });
}

function url(base) {
  return `${base}/integrations/v1/${ID}`;
}

/** An expression for what a call and a client with these options send. */
function sentBy(options) {
  const fetch = `async (input, init) => {
    seen(target(new Request(input, init)));
    return answer();
  }`;
  return `[
    new Promise((seen) =>
      sdk.updateIntegration(id, {}, { ...${options}, fetch: ${fetch} })),
    new Promise((seen) =>
      new sdk.OdeusClient({ ...${options}, fetch: ${fetch} }).updateIntegration(id, {})),
  ]`;
}

function assertRefused(outcome, option, message) {
  assert.equal(outcome.name, "ConfigurationError", JSON.stringify(outcome));
  assert.equal(outcome.option, option);
  assert.match(outcome.message, message);
  assert.doesNotMatch(JSON.stringify(outcome), new RegExp(SECRET));
}

const BOTH = { ODEUS_API_KEY: KEY, ODEUS_BASE_URL: "https://a.example/x/" };

describe("environment", () => {
  for (const [name, expression, env, expected] of [
    ["ODEUS_API_KEY and ODEUS_BASE_URL are the defaults", "build()", BOTH, "https://a.example/x"],
    [
      "both variables are the defaults with empty options",
      "build({})",
      BOTH,
      "https://a.example/x",
    ],
    [
      "both variables are the defaults if the options are undefined",
      "build({ apiKey: undefined, baseUrl: undefined })",
      BOTH,
      "https://a.example/x",
    ],
    [
      "without ODEUS_BASE_URL the address is the API's",
      "build()",
      { ODEUS_API_KEY: KEY },
      "https://api.odeus.ai",
    ],
    [
      "an empty ODEUS_BASE_URL is ignored",
      "build()",
      { ODEUS_API_KEY: KEY, ODEUS_BASE_URL: "" },
      "https://api.odeus.ai",
    ],
    [
      "a baseUrl replaces ODEUS_BASE_URL",
      'build({ baseUrl: "https://b.example" })',
      BOTH,
      "https://b.example",
    ],
    [
      "a deploymentUrl replaces ODEUS_BASE_URL",
      'build({ deploymentUrl: "https://b.example" })',
      BOTH,
      "https://b.example/api/public",
    ],
  ]) {
    test(name, async () => {
      const outcome = await run(expression, env);
      assert.deepEqual(outcome, { url: url(expected), authorization: `Bearer ${KEY}` });
    });
  }

  for (const [name, options, expected] of [
    [
      "ODEUS_BASE_URL is used beside an explicit key",
      { apiKey: "own-key" },
      { url: url("https://a.example/x"), authorization: "Bearer own-key" },
    ],
    [
      "ODEUS_API_KEY is used beside an explicit baseUrl",
      { baseUrl: "https://b.example" },
      { url: url("https://b.example"), authorization: `Bearer ${KEY}` },
    ],
    [
      "ODEUS_API_KEY is used beside an explicit deploymentUrl",
      { deploymentUrl: "https://b.example" },
      { url: url("https://b.example/api/public"), authorization: `Bearer ${KEY}` },
    ],
  ]) {
    test(`${name}, by buildUpdateRequest, a call and a client`, async () => {
      const given = JSON.stringify(options);
      const expression = `Promise.all([build(${given}), ...${sentBy(given)}])`;
      assert.deepEqual(await run(expression, BOTH), [expected, expected, expected]);
    });
  }

  test("a call and a client read the environment too", async () => {
    const expression = `Promise.all(${sentBy("{}")})`;
    const expected = { url: url("https://a.example/x"), authorization: `Bearer ${KEY}` };
    assert.deepEqual(await run(expression, BOTH), [expected, expected]);
  });

  test("the environment is read at the call, not at the import", async () => {
    const after = `process.env.ODEUS_API_KEY = "${KEY}";`;
    assert.equal((await run("build()", {}, { after })).authorization, `Bearer ${KEY}`);
  });

  for (const [name, env] of [
    ["without a key", {}],
    ["with an empty ODEUS_API_KEY", { ODEUS_API_KEY: "" }],
    ["with only ODEUS_BASE_URL", { ODEUS_BASE_URL: "https://a.example" }],
  ]) {
    test(`${name} the message names the option and the variable`, async () => {
      assertRefused(await run("build()", env), "apiKey", /ODEUS_API_KEY/);
      assertRefused(await run("new sdk.OdeusClient()", env), "apiKey", /ODEUS_API_KEY/);
      assertRefused(await run("sdk.updateIntegration(id, {})", env), "apiKey", /ODEUS_API_KEY/);
    });
  }

  for (const value of [`${SECRET}\n`, `${SECRET} x`, `Bearer ${SECRET}`]) {
    test(`an ODEUS_API_KEY of ${JSON.stringify(value)} is refused and not shown`, async () => {
      const message = /: apiKey \(from ODEUS_API_KEY\) (has|must) .*\.$/;
      assertRefused(await run("build()", { ODEUS_API_KEY: value }), "apiKey", message);
    });
  }

  for (const value of ["a.example", "http://a.example", `https://${SECRET}@a.example`, " "]) {
    test(`an ODEUS_BASE_URL of ${JSON.stringify(value)} is refused, and the message names the variable`, async () => {
      const env = { ODEUS_API_KEY: KEY, ODEUS_BASE_URL: value };
      const message = /: baseUrl \(from ODEUS_BASE_URL\) must .*\.$/;
      assertRefused(await run("build()", env), "baseUrl", message);
      assertRefused(await run('build({ apiKey: "own-key" })', env), "baseUrl", message);
    });
  }

  test("allowHttp also allows http in ODEUS_BASE_URL", async () => {
    const env = { ODEUS_API_KEY: KEY, ODEUS_BASE_URL: "http://odeus.test" };
    const outcome = await run("build({ allowHttp: true })", env);
    assert.equal(outcome.url, url("http://odeus.test"));
  });

  test("a bad variable is not refused where an option replaces it", async () => {
    const env = { ODEUS_API_KEY: " ", ODEUS_BASE_URL: " " };
    const outcome = await run('build({ apiKey: "own-key", baseUrl: "https://b.example" })', env);
    assert.deepEqual(outcome, { url: url("https://b.example"), authorization: "Bearer own-key" });
  });

  test("the message for a bad option does not name a variable", async () => {
    for (const [option, options] of [
      ["apiKey", { apiKey: " " }],
      ["baseUrl", { apiKey: "own-key", baseUrl: " " }],
    ]) {
      const outcome = await run(`build(${JSON.stringify(options)})`, BOTH);
      assertRefused(outcome, option, new RegExp(`: ${option} `));
      assert.doesNotMatch(outcome.message, /from ODEUS/);
    }
  });

  test("an empty apiKey is not replaced by ODEUS_API_KEY", async () => {
    assertRefused(await run('build({ apiKey: "" })', BOTH), "apiKey", /: apiKey is empty\./);
  });

  test("with an explicit key only ODEUS_BASE_URL is read", async () => {
    const expression = '(build({ apiKey: "own-key" }), [...new Set(asked)])';
    const outcome = await run(expression, BOTH, { before: RECORD_ENVIRONMENT });
    assert.deepEqual(outcome, ["ODEUS_BASE_URL"]);
  });

  test("with an explicit address only ODEUS_API_KEY is read", async () => {
    const expression = '(build({ baseUrl: "https://b.example" }), [...new Set(asked)])';
    const outcome = await run(expression, BOTH, { before: RECORD_ENVIRONMENT });
    assert.deepEqual(outcome, ["ODEUS_API_KEY"]);
  });

  test("with an explicit key and address nothing is read from the environment", async () => {
    const expression = `(async () => {
      const given = { apiKey: "own-key", baseUrl: "https://b.example" };
      const options = { ...given, fetch: async () => answer() };
      build(given);
      await sdk.updateIntegration(id, {}, options);
      await new sdk.OdeusClient(options).updateIntegration(id, {});
      sdk.validateIntegrationUpdate({});
      return asked;
    })()`;
    assert.deepEqual(await run(expression, BOTH, { before: RECORD_ENVIRONMENT }), []);
  });

  test("without a key only the two variables are read", async () => {
    const expression = "(build(), [...new Set(asked)].sort())";
    const outcome = await run(expression, BOTH, { before: RECORD_ENVIRONMENT });
    assert.deepEqual(outcome, ["ODEUS_API_KEY", "ODEUS_BASE_URL"]);
  });

  test("a polluted ODEUS_API_KEY is ignored", async () => {
    const before = `Object.prototype.ODEUS_API_KEY = "${SECRET}";`;
    assertRefused(await run("build()", {}, { before }), "apiKey", /ODEUS_API_KEY/);
  });

  test("a polluted ODEUS_BASE_URL is ignored", async () => {
    const before = 'Object.prototype.ODEUS_BASE_URL = "https://evil.example";';
    const outcome = await run("build()", { ODEUS_API_KEY: KEY }, { before });
    assert.equal(outcome.url, url("https://api.odeus.ai"));
  });

  test("a polluted integration does not make a bad answer good", async () => {
    const before = `Object.prototype.integration = { id: "${ID}" }; Object.prototype.id = "x";`;
    const expression = `sdk.updateIntegration(id, {}, {
      apiKey: "own-key",
      fetch: async () => new Response("{}"),
    })`;
    assert.equal((await run(expression, {}, { before })).name, "InvalidResponseError");
  });

  test("a process without env has no key", async () => {
    const after = 'Object.defineProperty(process, "env", { value: undefined });';
    assertRefused(await run("build()", BOTH, { after }), "apiKey", /ODEUS_API_KEY/);
  });

  test("a process whose env throws has no key", async () => {
    const after = `Object.defineProperty(process, "env", {
      get() { throw new Error("not allowed"); },
    });`;
    assertRefused(await run("build()", BOTH, { after }), "apiKey", /ODEUS_API_KEY/);
    // The answer is a plain object, because Node's `Response` reads the environment.
    const expression = `sdk.updateIntegration(id, {}, {
      apiKey: "own-key",
      fetch: async (url) => ({ status: 200, json: async () => ({ integration: { id, url } }) }),
    })`;
    const { integration } = await run(expression, BOTH, { after });
    assert.equal(integration.url, url("https://api.odeus.ai"));
  });
});
