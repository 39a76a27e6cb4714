/** Calls under sinon's fake timers, whose clock is moved far at once, past every deadline. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ID, KEY } from "../../support/calls.js";
import { evaluate } from "../../support/child.js";

/** What a stub answers at once. */
const ANSWERS = [
  ["a Response of JSON", "Response.json(UPDATED)"],
  ["a Response of bytes", "new Response(encode(TEXT))"],
  ["a Response of a text", "new Response(TEXT)"],
  ["a Response of a stream", "new Response(streamOf(TEXT.slice(0, 9), TEXT.slice(9)))"],
  ["a plain object with json", "{ status: 200, json: async () => UPDATED }"],
  ["a plain object with text", "{ status: 200, text: async () => TEXT }"],
];

/** What came before that answer. */
const COURSES = [
  ["at once", []],
  ["after an empty 503", ["new Response(null, { status: 503 })"]],
  ["after a 503 with JSON", ["Response.json({ message: 'busy' }, { status: 503 })"]],
  ["after a plain 503", ["{ status: 503, json: async () => ({}) }"]],
  ["after a broken connection", ["Promise.reject(new TypeError('fetch failed'))"]],
];

/** The globals that are faked. */
const EVERY = "every global that sinon knows is faked";
const FAKES = [
  [EVERY, "undefined"],
  [
    "the timers alone are faked",
    '{ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] }',
  ],
];

const [major] = process.versions.node.split(".").map(Number);

/**
 * Node 20 and 22 end a text's stream in `queueMicrotask`, and until then give the text again and
 * again. Where it is faked, their own `response.text()` never ends either.
 */
const isReadable = (fakes, what) =>
  major >= 24 || fakes !== EVERY || what !== "a Response of a text";

const CASES = FAKES.flatMap(([fakes, config]) =>
  ANSWERS.filter(([what]) => isReadable(fakes, what)).flatMap(([what, answer]) =>
    COURSES.map(([when, earlier]) => ({
      fakes,
      name: `a stub that answers with ${what} ${when} is not too late`,
      config,
      answers: [...earlier, answer],
    })),
  ),
);

/** A process of its own: Node's test runner cannot report while its globals are faked. */
const PROGRAM = `
  import { OdeusClient } from "odeus-integrations";
  import sinon from "sinon";
  const UPDATED = { integration: { id: "${ID}", name: "Name", description: "Description" } };
  const TEXT = JSON.stringify(UPDATED);
  const encode = (text) => new TextEncoder().encode(text);
  const streamOf = (...texts) =>
    new ReadableStream({
      start(controller) {
        for (const text of texts) controller.enqueue(encode(text));
        controller.close();
      },
    });
  async function run(config, answers) {
    let requests = 0;
    const fetch = async () => answers[Math.min(requests++, answers.length - 1)]();
    const client = new OdeusClient({ apiKey: "${KEY}", fetch });
    const clock = sinon.useFakeTimers(config);
    let outcome = "not settled";
    client.updateIntegration("${ID}", {}).then(
      ({ integration }) => {
        outcome = integration.id;
      },
      (error) => {
        outcome = String(error);
      },
    );
    const ticked = await clock.tickAsync(20_000).then(() => "in time", String);
    const timers = clock.countTimers();
    clock.restore();
    return { outcome, requests, ticked, timers };
  }
  const results = [];
  ${CASES.map(({ config, answers }) => {
    const list = answers.map((answer) => `() => (${answer})`);
    return `results.push(await run(${config}, [${list}]));`;
  }).join("\n  ")}
  console.log(JSON.stringify(results));`;

let results;
before(async () => {
  results = await evaluate(PROGRAM);
});

for (const [fakes] of FAKES) {
  describe(`where ${fakes}`, () => {
    for (const [index, { name, answers }] of CASES.entries()) {
      if (CASES[index].fakes !== fakes) continue;
      test(name, () => {
        const expected = { outcome: ID, requests: answers.length, ticked: "in time", timers: 0 };
        assert.deepEqual(results[index], expected);
      });
    }
  });
}
