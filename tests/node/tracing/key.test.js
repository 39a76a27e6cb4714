/** The context objects of the tracing channels never show the key, whatever a server or fetch says. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { tracingChannel } from "node:diagnostics_channel";
import { after, before, describe, test } from "node:test";
import { updateIntegration } from "odeus-integrations";
import { ID } from "../../support/calls.js";
import { ANSWERS } from "../../support/canary/answers.js";
import { THROWN } from "../../support/canary/throwers.js";
import { viewsThatShow } from "../../support/canary/views.js";

const KEY = `canary-${randomUUID()}`;
/** The key, and its beginning, which stays in a text that was cut. */
const NEEDLES = [KEY, KEY.slice(0, -24)];
const CHANNELS = ["update", "attempt"].map((name) => tracingChannel(`odeus-integrations:${name}`));

describe("the key in the contexts of tracing", () => {
  const contexts = new Set();
  const collect = (context) => contexts.add(context);
  const subscribers = { start: collect, end: collect, asyncStart: collect, asyncEnd: collect };

  before(() => {
    for (const channel of CHANNELS) channel.subscribe({ ...subscribers, error: collect });
  });
  after(() => {
    for (const channel of CHANNELS) channel.unsubscribe({ ...subscribers, error: collect });
  });

  /** Makes a call, and asserts that no context of this call shows the key. */
  async function assertHidden(name, fetch, options = {}) {
    contexts.clear();
    const all = { apiKey: KEY, baseUrl: "https://odeus.example", maxRetries: 0, fetch, ...options };
    await updateIntegration(ID, {}, all).catch(() => {});
    assert.equal(contexts.size, 2, name);
    const views = [...contexts].flatMap((context) => viewsThatShow(context, NEEDLES));
    assert.deepEqual(views, [], name);
  }

  test("is not in those of an answer that echoes the key", async () => {
    for (const { name, respond } of ANSWERS) await assertHidden(name, async () => respond(KEY));
  });

  test("is not in those of a fetch that throws the key", async () => {
    for (const [name, make] of Object.entries(THROWN)) {
      await assertHidden(name, () => Promise.reject(make(KEY)));
    }
  });

  test("is not in those of an address that has the key", async () => {
    const fetch = async () => new Response(null, { status: 404 });
    await assertHidden("address", fetch, { baseUrl: `https://odeus.example/${KEY}` });
  });
});
