/**
 * The retry budget of a process. Each test has its own Node, because the budget outlives a test.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../../support/child.js";

const PREAMBLE = `
  import { OdeusClient, updateIntegration } from "odeus-integrations";
  import { answering } from "./support/answering.js";
  import { ID, KEY } from "./support/calls.js";
  Math.random = () => 0;
  const settle = (promise) => promise.then(() => "ok", ({ code }) => code);
  const optionsOf = ({ fetch }, apiKey = KEY) =>
    ({ apiKey, baseUrl: "https://odeus.example", fetch });
  const many = (count, call) => Promise.all(Array.from({ length: count }, (_, index) => call(index)));
`;

const run = (source) => evaluate(PREAMBLE + source);

describe("the retry budget of a process", () => {
  test("the plain function has one budget for all keys", async () => {
    const seen = await run(`
      const script = answering(503);
      await many(1_000, (n) => settle(updateIntegration(ID, {}, optionsOf(script, KEY + n % 7))));
      console.log(script.requests.length);
    `);
    assert.equal(seen, 1_100);
  });

  test("a client does not use the budget of the plain function", async () => {
    const seen = await run(`
      const script = answering(503);
      await many(1_000, () => settle(updateIntegration(ID, {}, optionsOf(script))));
      const before = script.requests.length;
      await settle(new OdeusClient(optionsOf(script)).updateIntegration(ID, {}));
      const ofClient = script.requests.length - before;
      await settle(updateIntegration(ID, {}, optionsOf(script)));
      console.log(JSON.stringify([ofClient, script.requests.length - before - ofClient]));
    `);
    assert.deepEqual(seen, [3, 1]);
  });

  test("a retry that succeeds gives back its cost", async () => {
    const seen = await run(`
      let count = 0;
      const script = answering(({ url, init }) => answering(count++ % 2 ? 200 : 503).fetch(url, init));
      const client = new OdeusClient(optionsOf(script));
      const outcomes = new Set();
      for (let call = 0; call < 300; call += 1) outcomes.add(await settle(client.updateIntegration(ID, {})));
      console.log(JSON.stringify([...outcomes]));
    `);
    assert.deepEqual(seen, ["ok"]);
  });

  test("a success after two retries gives back the cost of the last retry only", async () => {
    const seen = await run(`
      let count = 0;
      const script = answering(({ url, init }) => answering(count++ % 3 === 2 ? 200 : 503).fetch(url, init));
      const client = new OdeusClient(optionsOf(script));
      let good = 0;
      while ((await settle(client.updateIntegration(ID, {}))) === "ok") good += 1;
      console.log(good);
    `);
    // Each call takes 10 tokens and gives back 5. The last one begins with 10 tokens.
    assert.equal(seen, 99);
  });
});
