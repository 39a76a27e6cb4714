/** The module's table of references does not grow with what the runtime's own functions throw. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runModule } from "../../support/child.js";

const UPDATE = `(client) => client.updateIntegration(ID, { name: "Name" })`;
const PLAIN = `() => sdk.updateIntegration(ID, { name: "Name" }, { apiKey: KEY, maxRetries: 0 })`;
const BUILD = `async () => sdk.buildUpdateRequest(ID, { name: "Name" }, { apiKey: KEY })`;

/** What the test says, the global that is replaced, by what, and what is called again and again. */
const ROWS = [
  ["calls of a client whose global fetch throws", "fetch", "throwing", UPDATE],
  ["calls of a client where there is no fetch", "fetch", "undefined", UPDATE],
  ["calls of the plain function whose global fetch throws", "fetch", "throwing", PLAIN],
  ["calls of the plain function where there is no fetch", "fetch", "undefined", PLAIN],
  ["built requests whose constructor throws", "Request", "throwing", BUILD],
  ["built requests where there is no constructor", "Request", "undefined", BUILD],
];

/** The table keeps spare slots after it grew, so each row has a process of its own. */
const program = (name, replacement, run) => `
  import { assertFlat } from "./support/load.js";
  import { ID, KEY } from "./support/calls.js";
  const sdk = await import("odeus-integrations");
  const throwing = function () {
    throw new TypeError("thrown at once");
  };
  globalThis.${name} = ${replacement};
  const client = new sdk.OdeusClient({ apiKey: KEY, maxRetries: 0 });
  const run = ${run};
  const failed = (error) => error instanceof sdk.OdeusError;
  async function load(count) {
    for (let done = 0; done < count; done += 100) {
      const ended = await Promise.all(
        Array.from({ length: 100 }, () => run(client).then(() => false, failed)),
      );
      if (!ended.every(Boolean)) throw new Error("each one should fail with an OdeusError");
    }
  }
  await assertFlat(() => load(500), () => load(5_000), 8);`;

describe("the table of references does not grow", () => {
  for (const [what, ...row] of ROWS) {
    test(`over 5,000 ${what}`, async () => {
      const { code, stderr } = await runModule(program(...row), { timeout: 60_000 });
      assert.equal(
        code,
        0,
        stderr.split("\n").find((line) => line.includes("rror")),
      );
    });
  }
});
