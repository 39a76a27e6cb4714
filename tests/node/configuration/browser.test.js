/** Which environments count as a browser. Each case runs in a Node that looks like one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { evaluate } from "../../support/child.js";

const PAGE = "globalThis.window = globalThis; globalThis.document = { nodeType: 9 };";
const WORKER = `
  globalThis.self = globalThis;
  globalThis.WorkerGlobalScope = class {};
  globalThis.importScripts = () => {};
`;
/** A bundler's replacement for `process` has no version of Node. */
const NO_NODE = 'Object.defineProperty(globalThis, "process", { value: { env: {} } });';

function outcomes(disguise) {
  return evaluate(`
    const sdk = await import("odeus-integrations");
    const write = process.stdout.write.bind(process.stdout);
    ${disguise}
    const id = "550e8400-e29b-41d4-a716-446655440000";
    let sent = 0;
    const fetch = async () => {
      sent += 1;
      return new Response(JSON.stringify({ integration: { id } }));
    };
    const options = { apiKey: "own-key", fetch };
    const name = async (run) => {
      try { await run(); return "done"; } catch (error) {
        const [, frame] = error.stack.split("\\n    at ");
        if (frame.includes("odeus-integrations")) return "a stack that begins in the package";
        const isNamed = error.message.startsWith("Integration " + id + ": ");
        return [error.name, error.code, error.integrationId, isNamed].join(" ");
      }
    };
    const list = {
      call: await name(() => sdk.updateIntegration(id, {}, options)),
      client: await name(() => new sdk.OdeusClient(options)),
      build: await name(() => sdk.buildUpdateRequest(id, {}, options)),
      issues: sdk.validateIntegrationUpdate({ name: 5 }).length,
      schema: sdk.integrationUpdateSchema["~standard"].validate({ name: 5 }).issues.length,
      sent,
    };
    write(JSON.stringify(list));
  `);
}

const REFUSED = "UnsupportedEnvironmentError unsupported_environment";
const NAMED = "550e8400-e29b-41d4-a716-446655440000 true";

describe("browsers", () => {
  for (const [name, disguise] of [
    ["page", PAGE],
    ["worker", WORKER],
  ]) {
    test(`a browser's ${name} is refused, except for the offline rules, and the error names the integration`, async () => {
      const expected = {
        call: `${REFUSED} ${NAMED}`,
        client: `${REFUSED}  false`,
        build: `${REFUSED} ${NAMED}`,
        issues: 1,
        schema: 1,
        sent: 0,
      };
      assert.deepEqual(await outcomes(disguise + NO_NODE), expected);
    });
  }

  for (const [name, disguise] of [
    ["with jsdom", PAGE],
    ["with a worker's globals", WORKER],
    ["without changes", ""],
  ]) {
    test(`Node ${name} is not a browser`, async () => {
      const expected = {
        call: "done",
        client: "done",
        build: "done",
        issues: 1,
        schema: 1,
        sent: 1,
      };
      assert.deepEqual(await outcomes(disguise), expected);
    });
  }
});
