/** Runs of random items on a server that limits its rate. The seed is in the name of each test. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OdeusClient, updateIntegrations } from "odeus-integrations";
import { drain, idOf } from "../../support/bulk.js";
import { KEY } from "../../support/calls.js";
import { startLimited } from "../../support/servers/limited.js";

const ITEMS = 150;

/** A generator of numbers from 0 to 1: mulberry32. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Items of few ids, some in upper case and some broken. */
function makeItems(random) {
  return Array.from({ length: ITEMS }, (_, number) => {
    if (random() < 0.05) return { id: "broken", changes: {}, number };
    const id = idOf(Math.floor(random() * 40));
    const changes = { name: String(number) };
    return { id: random() < 0.5 ? id : id.toUpperCase(), changes, number };
  });
}

describe("a run of random items", { concurrency: 3 }, () => {
  for (let seed = 1; seed <= 9; seed += 1) {
    test(`gives each item one result, and keeps the order of each id (seed ${seed})`, async () => {
      const random = randomOf(seed);
      const items = makeItems(random);
      const concurrency = 1 + Math.floor(random() * 12);
      const bufferSize = concurrency + Math.floor(random() * 20);
      const isOrdered = random() < 0.5;
      const failing = new Set();
      const server = await startLimited({
        perSecond: 150 + 200 * random(),
        burst: 1 + Math.floor(random() * 40),
        delayMs: Math.floor(random() * 10),
        statusOf({ id, changes }) {
          if (id.endsWith("7")) return 404;
          const isFirst = !failing.has(changes.name);
          failing.add(changes.name);
          return isFirst && Number(changes.name) % 31 === 3 ? 502 : 200;
        },
      });
      let pulled = 0;
      let yielded = 0;
      let mostHeld = 0;
      async function* source() {
        for (const item of items) {
          pulled += 1;
          mostHeld = Math.max(mostHeld, pulled - yielded);
          if (seed % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
          yield item;
        }
      }
      const client = new OdeusClient({ apiKey: KEY, baseUrl: server.url });
      const options = { concurrency, bufferSize, ordered: isOrdered };
      const run = updateIntegrations(client, source(), options);
      const results = [];
      for await (const result of run) {
        yielded += 1;
        results.push(result);
      }
      await server.close();

      const indexes = results.map(({ index }) => index);
      if (!isOrdered) indexes.sort((one, other) => one - other);
      assert.deepEqual(indexes, [...items.keys()]);
      for (const { index, item, status, error } of results) {
        assert.equal(item, items[index]);
        const expected = /7$|broken/.test(item.id) ? "failed" : "updated";
        assert.equal(status, expected, error?.message);
      }
      const numbers = new Map();
      for (const { id, changes } of server.seen.updates) {
        assert.ok(Number(changes.name) > (numbers.get(id) ?? -1), `${id} in order`);
        numbers.set(id, Number(changes.name));
      }
      const updated = results.filter(({ status }) => status === "updated").length;
      assert.equal(server.seen.updates.length, updated);
      // One more may be on its way to the loop.
      assert.ok(mostHeld <= bufferSize + 1, `${mostHeld} held, at most ${bufferSize}`);
      const { progress } = run;
      assert.equal(progress.checkpoint, ITEMS);
      assert.deepEqual([progress.read, progress.updated], [ITEMS, updated]);
      assert.equal(progress.inFlight, 0);
    });
  }

  test("resumes at the checkpoint of a run that was left", async () => {
    const server = await startLimited();
    const client = new OdeusClient({ apiKey: KEY, baseUrl: server.url });
    const items = Array.from({ length: 60 }, (_, number) => ({
      id: idOf(number),
      changes: { name: String(number) },
    }));
    const first = updateIntegrations(client, items);
    let seen = 0;
    for await (const _ of first) {
      seen += 1;
      if (seen === 20) break;
    }
    const { checkpoint } = first.progress;
    assert.ok(checkpoint >= 12 && checkpoint < 60, `${checkpoint}`);
    const { results } = await drain(updateIntegrations(client, items, { skip: checkpoint }));
    await server.close();
    assert.equal(results.length, 60 - checkpoint);
    const names = new Set(server.seen.updates.map(({ changes }) => changes.name));
    assert.equal(names.size, 60);
  });
});
