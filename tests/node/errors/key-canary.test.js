/** The tests search for the key in everything that a thousand calls leave behind. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ID } from "../../support/calls.js";
import { ANSWERS } from "../../support/canary/answers.js";
import { THROWN } from "../../support/canary/throwers.js";
import { viewsThatShow } from "../../support/canary/views.js";
import { connect } from "../../support/control.js";
import { memories } from "../../support/instances.js";
import { start as startFaults } from "../../support/servers/faulty/server.js";

const KEYS = {
  plain: `canary-${randomUUID()}`,
  // Characters with a special meaning in JSON, regular expressions and replacement patterns.
  awkward: `"\\$&/<%7E>'$1\`${randomUUID()}`,
};
/** Each key, and its beginning, which stays in a text that was cut. */
const NEEDLES = Object.values(KEYS).flatMap((key) => [key, key.slice(0, -24)]);

const sdk = await import("odeus-integrations");

const output = [];
const BASE_URL = "https://odeus.example";

/** The outcomes and the events of a test's calls. */
class Harvest {
  #outcomes = [];

  add(name, outcome) {
    this.#outcomes.push({ name, outcome });
  }

  /** Makes a call and keeps its outcome and its events. */
  async call(name, key, options = {}, id = ID) {
    const events = [];
    const onAttempt = (event) => events.push(event);
    const all = { apiKey: key, baseUrl: BASE_URL, maxRetries: 0, onAttempt, ...options };
    const outcome = await sdk.updateIntegration(id, {}, all).catch((error) => error);
    this.add(name, outcome);
    this.add(`${name}: events`, events);
    return outcome;
  }

  assertHidden() {
    const leaks = this.#outcomes
      .map(({ name, outcome }) => [name, viewsThatShow(outcome, NEEDLES)])
      .filter(([, views]) => views.length > 0)
      .map(([name, views]) => `${name}: ${views.join(", ")}`);
    assert.deepEqual([...new Set(leaks)], []);
    assertNotInMemory();
  }
}

function assertNotInMemory() {
  assert.ok(memories().length > 0, "an instance was seen");
  for (const { buffer } of memories()) {
    const bytes = Buffer.from(buffer);
    assert.ok(bytes.length > 0);
    for (const needle of NEEDLES) {
      assert.equal(bytes.indexOf(needle, 0, "utf8"), -1);
      assert.equal(bytes.indexOf(needle, 0, "utf16le"), -1);
    }
  }
}

const each = (run) =>
  Promise.all(Object.entries(KEYS).map(([name, key]) => run(`${name} key, `, key)));

describe("the key", () => {
  const { write } = process.stdout;
  const { write: writeError } = process.stderr;
  const record =
    (stream, original) =>
    (chunk, ...parameters) => {
      output.push(String(chunk));
      return original.call(stream, chunk, ...parameters);
    };
  before(() => {
    process.stdout.write = record(process.stdout, write);
    process.stderr.write = record(process.stderr, writeError);
  });
  after(() => {
    process.stdout.write = write;
    process.stderr.write = writeError;
    for (const needle of NEEDLES)
      assert.ok(!output.join("").includes(needle), "the key was printed");
  });

  test("is not in the outcome of an answer that echoes the key", async () => {
    const harvest = new Harvest();
    await each(async (prefix, key) => {
      for (const { name, respond } of ANSWERS) {
        const fetch = async () => respond(key);
        await Promise.all([1, 2, 3].map(() => harvest.call(prefix + name, key, { fetch })));
      }
    });
    harvest.assertHidden();
  });

  test("is not in the outcome of a fetch that throws the key", async () => {
    const harvest = new Harvest();
    await each(async (prefix, key) => {
      for (const [name, make] of Object.entries(THROWN)) {
        const rejecting = () => Promise.reject(make(key));
        const throwing = () => {
          throw make(key);
        };
        const resolving = async () => make(key);
        for (const fetch of [rejecting, throwing, resolving])
          await harvest.call(prefix + name, key, { fetch });
      }
    });
    harvest.assertHidden();
  });

  test("is not in the outcome of a fetch that throws its arguments", async () => {
    const harvest = new Harvest();
    await each(async (prefix, key) => {
      const passing = (url, init) =>
        Promise.reject(Object.assign(new Error("failed"), { url, init }));
      const printing = (_, init) => Promise.reject(new Error(JSON.stringify(init)));
      for (const fetch of [passing, printing])
        await harvest.call(`${prefix}its request`, key, { fetch });
    });
    harvest.assertHidden();
  });

  test("is not in the error of an abort, except in the reason, which is the caller's", async () => {
    const harvest = new Harvest();
    await each(async (prefix, key) => {
      /** Makes a call that is aborted, and takes the untouched reason out of its error. */
      const callAborted = async (name, reason, options) => {
        const outcome = await harvest.call(`${prefix}aborted ${name}`, key, options);
        assert.equal(outcome.code, "aborted");
        assert.equal(outcome.cause, reason);
        delete outcome.cause;
      };
      for (const [name, make] of Object.entries(THROWN)) {
        const reason = make(key);
        await callAborted(`before, ${name}`, reason, { signal: AbortSignal.abort(reason) });
        const inFlight = new AbortController();
        const silent = () => new Promise(() => queueMicrotask(() => inFlight.abort(reason)));
        await callAborted(`in flight, ${name}`, reason, { fetch: silent, signal: inFlight.signal });
        const waiting = new AbortController();
        const fetch = async () =>
          new Response(null, { status: 503, headers: { "retry-after": "5" } });
        const onAttempt = () => setTimeout(() => waiting.abort(reason));
        const options = { fetch, signal: waiting.signal, maxRetries: 1, onAttempt };
        await callAborted(`in the wait, ${name}`, reason, options);
      }
    });
    harvest.assertHidden();
  });

  test("is not in the outcome of wrong options that have the key", async () => {
    const harvest = new Harvest();
    await each(async (prefix, key) => {
      const wrong = [
        { apiKey: `Bearer ${key}` },
        ...["\n", "\r\nx: y", "\0", " ", "é", "\ud800", "x".repeat(512)].map((end) => ({
          apiKey: key + end,
        })),
        { headers: { authorization: key } },
        { headers: { "x-key": `${key}\n` } },
        { headers: { [key]: "1" } },
        { headers: [key] },
        { headers: key },
        ...["ftp://a.example/", "https://user@a.example/", "https://a.example/?"].flatMap(
          (start) => [
            { baseUrl: start + encodeURIComponent(key) },
            { deploymentUrl: start + encodeURIComponent(key), baseUrl: undefined },
          ],
        ),
        { baseUrl: key },
        { timeoutMs: key },
        { signal: key },
        { fetch: key },
      ];
      for (const options of wrong)
        await harvest.call(`${prefix}${Object.keys(options)}`, key, options);
      await harvest.call(`${prefix}id`, key, {}, key);
    });
    harvest.assertHidden();
  });

  test("is not in the outcome of a connection that breaks", async () => {
    const harvest = new Harvest();
    const server = await startFaults();
    try {
      const { faults } = connect({ faultsUrl: server.url });
      const names = await faults.names();
      await each((prefix, key) =>
        Promise.all(
          names.map(async (fault) => {
            const { baseUrl } = await faults.scenario({ fault });
            await harvest.call(prefix + fault, key, { baseUrl, timeoutMs: 500 });
          }),
        ),
      );
    } finally {
      await server.close();
    }
    harvest.assertHidden();
  });

  test("is not in a client", async () => {
    const harvest = new Harvest();
    // A call makes the instance of the module, if there is none yet.
    await harvest.call("a call", KEYS.plain, { fetch: async () => new Response() });
    for (const apiKey of Object.values(KEYS)) {
      const client = new sdk.OdeusClient({ apiKey, headers: { "x-key": apiKey } });
      harvest.add("a client", client);
    }
    harvest.assertHidden();
  });

  test("is not in the module's memory after a thousand calls", async () => {
    const harvest = new Harvest();
    for (let call = 0; call < 1_000; call += 1) {
      const { respond } = ANSWERS[call % ANSWERS.length];
      await harvest.call("a call", KEYS.plain, { fetch: async () => respond(KEYS.plain) });
    }
    assertNotInMemory();
  });

  test("is not in the package's files, and no other key of the tests is there", async () => {
    const folder = fileURLToPath(
      new URL("../../node_modules/odeus-integrations/", import.meta.url),
    );
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    assert.ok(files.length > 0);
    for (const file of files) {
      const bytes = await readFile(`${file.parentPath ?? file.path}/${file.name}`);
      for (const needle of [...NEEDLES, "odeus-key-", "canary-"]) {
        assert.equal(bytes.indexOf(needle), -1, file.name);
      }
    }
  });

  test("is found by the search in a value that shows the key", () => {
    const error = new Error("outer", { cause: { list: [KEYS.plain] } });
    assert.ok(viewsThatShow(error, NEEDLES).length >= 5);
    assert.deepEqual(viewsThatShow(new Error("none"), NEEDLES), []);
  });
});
