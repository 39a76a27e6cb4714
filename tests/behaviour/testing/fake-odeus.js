/** What a test can do with the Odeus for tests: look at it, plan faults, and begin again. */
import { assertError, ID, rejection, shown, table } from "../../support/calls.js";
import { fakeWithClient, send } from "../../support/fake-odeus.js";

const OTHER = "0b0f6c2c-5a3e-4d1f-9c55-0f9d7e6b1a11";
const INTEGRATION = { id: ID, name: "Old", description: "", tags: ["a"] };

/** How the rate limit names the wait, and whether the client then knows it. */
const FORMS = [
  ["seconds", "seconds", 60_000],
  ["a date", "date", 60_000],
  ["milliseconds", "ms", 60_000],
  ["nothing", "none", undefined],
  ["seconds by default", undefined, 60_000],
];

const WRONG_OPTIONS = [
  ["an unknown name", { key: "x" }],
  ["an empty key", { apiKey: "" }],
  ["scopes that are a text", { scopes: "INTEGRATION_API" }],
  ["integrations that are another text", { integrations: "all" }],
  ["integrations that are one object", { integrations: INTEGRATION }],
  ["an integration without a UUID", { integrations: [{ ...INTEGRATION, id: "1" }] }],
  ["an integration that is null", { integrations: [null] }],
  ["a forbidden text", { forbidden: ID }],
  ["a forbidden id that is not a UUID", { forbidden: ["1"] }],
  ["a negative number of requests", { rateLimit: { requests: -1, perMs: 1 } }],
  ["a period of 0", { rateLimit: { requests: 1, perMs: 0 } }],
  ["another form of the wait", { rateLimit: { requests: 1, perMs: 1, retryAfter: "s" } }],
];

export default {
  topic: "the Odeus for tests",
  cases: [
    {
      name: "the subpath exports what the contract names and nothing else",
      run: ({ testing, assert }) => {
        const interop = ["default", "module.exports", "__esModule"];
        const names = Object.keys(testing).filter((name) => !interop.includes(name));
        assert.sameMembers(names, ["createFakeOdeus", "fault"]);
        const faults = ["status", "rateLimited", "delay", "refused", "reset", "hang"];
        const more = ["hangBody", "breakBody", "badBody", "appliedThenLost"];
        assert.sameMembers(Object.keys(testing.fault), [...faults, ...more]);
      },
    },
    {
      name: "a request is kept with its changes, its time and its status, but without the key",
      run: async (t) => {
        const { fake, client } = fakeWithClient(
          t,
          { apiKey: "the-secret" },
          { apiKey: "the-secret" },
        );
        const before = Date.now();
        await client.updateIntegration(ID, { name: "New" }, { headers: { "X-Trace": "1" } });
        const [{ headers, at, ...request }] = fake.requests;
        t.assert.deepEqual(request, { id: ID, changes: { name: "New" }, status: 200 });
        t.assert.isAtLeast(at, before);
        t.assert.equal(headers["x-trace"], "1");
        t.assert.equal(headers["content-type"], "application/json");
        t.assert.notProperty(headers, "authorization");
        t.assert.notInclude(shown(fake), "the-secret");
        t.assert.notInclude(shown([...fake.integrations.values()]), "the-secret");
      },
    },
    {
      name: "a request without an answer is kept without a status",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.refused());
        await rejection(t, client.updateIntegration(ID, {}));
        t.assert.lengthOf(fake.requests, 1);
        t.assert.notProperty(fake.requests[0], "status");
      },
    },
    {
      name: "a body that is not an object is kept as no changes",
      run: async (t) => {
        const fake = t.testing.createFakeOdeus();
        await send(fake, { id: ID, body: "[1]" });
        t.assert.deepEqual(fake.requests[0].changes, {});
      },
    },
    {
      name: "the caller's integrations are not changed, and reset restores them",
      run: async (t) => {
        const integrations = new Set([Object.freeze({ ...INTEGRATION })]);
        const { fake, client } = fakeWithClient(t, { integrations });
        const before = fake.integrations.get(ID);
        await client.updateIntegration(ID, { name: "New" });
        t.assert.deepEqual(before, INTEGRATION);
        t.assert.deepEqual(fake.integrations.get(ID), { ...INTEGRATION, name: "New" });
        const { integrations: kept, requests } = fake;
        fake.next(t.testing.fault.hang());
        fake.reset();
        t.assert.deepEqual([...kept], [[ID, INTEGRATION]]);
        t.assert.lengthOf(requests, 0);
        fake.assertDone();
        await client.updateIntegration(ID, {});
      },
    },
    {
      name: "a test may add and remove integrations",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t, { integrations: [INTEGRATION] });
        const added = Object.freeze({ id: OTHER, name: "", description: "" });
        fake.integrations.set(OTHER, added);
        fake.integrations.delete(ID);
        await client.updateIntegration(OTHER, { name: "New" });
        const error = await rejection(t, client.updateIntegration(ID, {}));
        assertError(t, error, "NotFoundError");
      },
    },
    {
      name: "the faults of an id come before those of the next requests",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        const { status } = t.testing.fault;
        t.assert.equal(fake.next(status(501)).next(status(502), status(503)), fake);
        fake.for(ID.toUpperCase()).next(status(504));
        const statuses = [];
        for (const id of [OTHER, ID, ID, OTHER]) {
          statuses.push((await rejection(t, client.updateIntegration(id, {}))).status);
        }
        t.assert.deepEqual(statuses, [501, 504, 502, 503]);
        fake.assertDone();
      },
    },
    {
      name: "assertDone names the faults that no request met",
      run: (t) => {
        const { fake } = fakeWithClient(t);
        fake.assertDone();
        fake.next(t.testing.fault.status(503));
        fake.for(ID).next(t.testing.fault.delay(5));
        t.assert.throws(() => fake.assertDone(), "status(503) for the next request");
        t.assert.throws(() => fake.assertDone(), `delay(5) for ${ID}`);
      },
    },
    {
      name: "next and for refuse what is not a fault or not a UUID",
      run: (t) => {
        const { fake } = fakeWithClient(t);
        for (const wrong of [undefined, null, {}, "503", t.testing.fault.hang]) {
          t.assert.throws(() => fake.next(wrong), TypeError);
        }
        t.assert.throws(() => fake.for("1"), TypeError);
        fake.assertDone();
      },
    },
    ...table("%s is refused", WRONG_OPTIONS, (t, options) =>
      t.assert.throws(() => t.testing.createFakeOdeus(options), TypeError),
    ),
    ...table("a rate limit can name the wait by %s", FORMS, async (t, retryAfter, expected) => {
      const rateLimit = { requests: 2, perMs: 60_000, retryAfter };
      const { fake, client } = fakeWithClient(t, { rateLimit });
      await client.updateIntegration(ID, {});
      await client.updateIntegration(OTHER, {});
      const error = await rejection(t, client.updateIntegration(ID, { name: "New" }));
      assertError(t, error, "RateLimitError", { applied: "no" });
      t.assert.notEqual(fake.integrations.get(ID).name, "New");
      if (expected === undefined) t.assert.notProperty(error, "retryAfterMs");
      else t.assert.approximately(error.retryAfterMs, expected, 5_000);
      fake.reset();
      await client.updateIntegration(ID, {});
    }),
    {
      name: "a call succeeds after the wait that the rate limit asks for",
      run: async (t) => {
        const rateLimit = { requests: 1, perMs: 100, retryAfter: "ms" };
        const { fake, client } = fakeWithClient(t, { rateLimit }, { maxRetries: 2 });
        await client.updateIntegration(ID, {});
        await client.updateIntegration(ID, {});
        t.assert.deepEqual(
          fake.requests.map(({ status }) => status),
          [200, 429, 200],
        );
      },
    },
    {
      name: "updateIntegrations makes all updates under a rate limit",
      run: async (t) => {
        const rateLimit = { requests: 5, perMs: 100, retryAfter: "ms" };
        const { fake, client } = fakeWithClient(t, { rateLimit });
        const items = Array.from({ length: 12 }, (_, index) => ({
          id: `${ID.slice(0, -2)}${String(index).padStart(2, "0")}`,
          changes: { name: `Name ${index}` },
        }));
        const { updated } = await t.sdk.updateIntegrations(client, items).summary();
        t.assert.equal(updated, 12);
        t.assert.lengthOf([...fake.integrations], 12);
      },
    },
    {
      name: "a signal that is aborted already makes no request",
      run: async (t) => {
        const fake = t.testing.createFakeOdeus();
        const reason = new Error("stop");
        const error = await rejection(t, send(fake, { id: ID, signal: AbortSignal.abort(reason) }));
        t.assert.equal(error, reason);
        t.assert.lengthOf(fake.requests, 0);
      },
    },
    ...table(
      "aborting during %s rejects with the signal's reason",
      [
        ["a delay", (fault) => fault.delay(60_000)],
        ["an answer that never comes", (fault) => fault.hang()],
        ["a body that never ends", (fault) => fault.hangBody()],
      ],
      async (t, make) => {
        const fake = t.testing.createFakeOdeus();
        fake.next(make(t.testing.fault));
        const controller = new AbortController();
        const { signal } = controller;
        const text = send(fake, { id: ID, signal }).then((response) => response.text());
        const reason = { own: "reason" };
        setTimeout(() => controller.abort(reason), 10);
        t.assert.equal(await rejection(t, text), reason);
      },
    ),
    {
      name: "an aborted call is an AbortError",
      run: async (t) => {
        const { fake, client } = fakeWithClient(t);
        fake.next(t.testing.fault.hang());
        const controller = new AbortController();
        const call = client.updateIntegration(ID, {}, { signal: controller.signal });
        controller.abort("stop");
        const error = await rejection(t, call);
        assertError(t, error, "AbortError", { cause: "stop", applied: "unknown" });
      },
    },
    {
      name: "a request that waits during a reset changes nothing",
      run: async (t) => {
        const fake = t.testing.createFakeOdeus();
        fake.next(t.testing.fault.delay(10));
        const waiting = send(fake, { id: ID, body: '{"name":"Old"}' });
        fake.reset();
        t.assert.instanceOf(await rejection(t, waiting), TypeError);
        t.assert.equal(fake.integrations.size, 0);
      },
    },
  ],
};
