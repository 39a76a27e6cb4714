import { assertError, call, ID, KEY, rejection, table, UPDATED } from "../../support/calls.js";

const REASONS = [
  ["an error", new Error("from the caller")],
  ["a string", "from the caller"],
  ["null", null],
  ["an object", { reason: 1 }],
  ["a number", 0],
];

/** Waits until a scenario has seen `count` requests. */
async function arrived(scenario, count = 1) {
  for (;;) {
    if ((await scenario.requests()).length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export default {
  topic: "abort",
  cases: [
    ...table(
      "a call with an aborted signal sends nothing, and %s is the cause",
      REASONS,
      async (t, reason) => {
        const signal = AbortSignal.abort(reason);
        const { error, requests } = await call(t, { options: { signal } });
        assertError(t, error, "AbortError", {
          code: "aborted",
          attempts: 0,
          applied: "no",
          retryable: false,
        });
        t.assert.strictEqual(error.cause, reason);
        t.assert.lengthOf(requests, 0);
      },
    ),
    ...table(
      "an abort during a request settles the call with %s as the cause",
      REASONS,
      async (t, reason) => {
        const scenario = await t.scripted.scenario({ ...UPDATED, delayMs: 5_000 });
        const controller = new AbortController();
        const options = { apiKey: KEY, baseUrl: scenario.baseUrl, signal: controller.signal };
        const promise = rejection(t, t.sdk.updateIntegration(ID, {}, options));
        await arrived(scenario);
        controller.abort(reason);
        const error = await promise;
        assertError(t, error, "AbortError", {
          code: "aborted",
          attempts: 1,
          applied: "unknown",
          retryable: false,
        });
        t.assert.strictEqual(error.cause, reason);
        t.assert.lengthOf(await scenario.requests(), 1);
      },
    ),
    {
      name: "an abort without a reason has the signal's own reason as the cause",
      run: async (t) => {
        const signal = AbortSignal.abort();
        const { error } = await call(t, { options: { signal } });
        t.assert.strictEqual(error.cause, signal.reason);
        t.assert.equal(error.cause.name, "AbortError");
      },
    },
    {
      name: "a signal that times out gives an AbortError with the TimeoutError as the cause",
      run: async (t) => {
        const signal = AbortSignal.timeout(50);
        const answers = [{ ...UPDATED, delayMs: 5_000 }];
        const { error } = await call(t, { answers, options: { signal } });
        assertError(t, error, "AbortError", { code: "aborted" });
        t.assert.strictEqual(error.cause, signal.reason);
        t.assert.equal(error.cause.name, "TimeoutError");
      },
    },
    {
      name: "an abort during the wait before a retry settles the call, and nothing is sent afterwards",
      run: async (t) => {
        // The wait is at least this long. The random wait before a first retry is at most 500 ms.
        const waitMs = 2_000;
        const busy = { status: 503, headers: { "retry-after-ms": String(waitMs) } };
        const scenario = await t.scripted.scenario(busy, UPDATED);
        const controller = new AbortController();
        const options = {
          apiKey: KEY,
          baseUrl: scenario.baseUrl,
          signal: controller.signal,
          onAttempt: () => setTimeout(() => controller.abort("enough"), 20),
        };
        const begun = Date.now();
        const error = await rejection(t, t.sdk.updateIntegration(ID, {}, options));
        assertError(t, error, "AbortError", { attempts: 1, applied: "unknown", cause: "enough" });
        t.assert.isBelow(Date.now() - begun, waitMs);
        await new Promise((resolve) => setTimeout(resolve, waitMs + 100));
        t.assert.lengthOf(await scenario.requests(), 1);
      },
    },
    {
      name: "the error of bad input comes before the abort",
      run: async (t) => {
        const signal = AbortSignal.abort();
        const { error } = await call(t, { id: "no", options: { signal } });
        assertError(t, error, "ValidationError");
      },
    },
    {
      name: "an abort after the call settled has no effect",
      run: async (t) => {
        const controller = new AbortController();
        const { value } = await call(t, { options: { signal: controller.signal } });
        controller.abort();
        t.assert.equal(value.integration.id, ID);
      },
    },
    {
      name: "an abort right after the call returned rejects the call",
      run: async (t) => {
        const { baseUrl } = await t.scripted.scenario({ ...UPDATED, delayMs: 1_000 });
        const controller = new AbortController();
        const options = { apiKey: KEY, baseUrl, signal: controller.signal };
        const promise = t.sdk.updateIntegration(ID, {}, options);
        controller.abort("now");
        assertError(t, await rejection(t, promise), "AbortError", { cause: "now" });
      },
    },
    {
      name: "one signal aborts all calls that have it, and no other call",
      run: async (t) => {
        const slow = await t.scripted.scenario({ ...UPDATED, delayMs: 400 });
        const controller = new AbortController();
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl: slow.baseUrl });
        const { signal } = controller;
        const calls = [1, 2, 3].map(() => client.updateIntegration(ID, {}, { signal }));
        const rejections = calls.map((promise) => rejection(t, promise));
        const other = client.updateIntegration(ID, {});
        await arrived(slow, 4);
        controller.abort("all");
        for (const error of await Promise.all(rejections)) {
          assertError(t, error, "AbortError", { cause: "all" });
        }
        t.assert.equal((await other).integration.id, ID);
      },
    },
    {
      name: "one signal serves many calls and has no listener of a call that settled",
      run: async (t) => {
        const { signal } = new AbortController();
        let listeners = 0;
        const counting = new Proxy(signal, {
          get(target, key) {
            if (key === "addEventListener") {
              return (...rest) => {
                listeners += 1;
                return target.addEventListener(...rest);
              };
            }
            if (key === "removeEventListener") {
              return (...rest) => {
                listeners -= 1;
                return target.removeEventListener(...rest);
              };
            }
            return Reflect.get(target, key, target);
          },
        });
        const { baseUrl } = await t.scripted.scenario(UPDATED);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, baseUrl });
        for (let index = 0; index < 20; index += 1) {
          await client.updateIntegration(ID, {}, { signal: counting });
        }
        t.assert.isAtMost(listeners, 0);
      },
    },
  ],
};
