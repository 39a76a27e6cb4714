/** The tracing channels: which events they tell, in which order, and what the contexts have. */
import { answering, silence } from "../../support/answering.js";
import { KEY, rejection } from "../../support/calls.js";
import { copiesOf, recorded, tracingChannels } from "../../support/channels.js";
import { withoutJitter } from "../../support/no-jitter.js";

const BASE_URL = "https://odeus.example";

/** The events of an attempt while its call is under way. */
const attempt = (...more) => ["attempt start", "attempt end", ...more];
const SUCCESS = ["attempt asyncStart", "attempt asyncEnd"];
const FAILURE = ["attempt error", ...SUCCESS];

/**
 * Makes a call of an integration of its own, and records its events.
 * @returns what was told, the id, and the outcome of the call
 */
async function traced(t, answers, options = {}, id = crypto.randomUUID()) {
  const { fetch } = answering(...answers);
  let outcome;
  const told = await withoutJitter(() =>
    recorded(id, async () => {
      const call = t.sdk.updateIntegration(
        id,
        {},
        { apiKey: KEY, baseUrl: BASE_URL, fetch, ...options },
      );
      outcome = await call.then(
        (value) => ({ value }),
        (error) => ({ error }),
      );
    }),
  );
  return { id, told, ...outcome };
}

const namesOf = (told) => told.map(({ event }) => event);

export default {
  topic: "tracing: events",
  cases: [
    {
      name: "a successful call tells of the call and of its attempt, in the order of tracePromise",
      run: async (t) => {
        const { told } = await traced(t, [200]);
        const first = ["update start", ...attempt("update end")];
        const last = ["update asyncStart", "update asyncEnd"];
        t.assert.deepEqual(namesOf(told), [...first, ...SUCCESS, ...last]);
      },
    },
    {
      name: "a call that is repeated tells of each attempt",
      run: async (t) => {
        const { told } = await traced(t, [503, 429, 200]);
        t.assert.deepEqual(namesOf(told), [
          ...["update start", ...attempt("update end"), ...FAILURE],
          ...attempt(...FAILURE),
          ...attempt(...SUCCESS),
          ...["update asyncStart", "update asyncEnd"],
        ]);
        const ends = copiesOf(told, "attempt asyncEnd");
        t.assert.deepEqual(
          ends.map(({ attempt, status, code }) => [attempt, status, code]),
          [
            [1, 503, "server_error"],
            [2, 429, "rate_limited"],
            [3, 200, undefined],
          ],
        );
      },
    },
    {
      name: "each channel has one context object from the start to the end of what it traces",
      run: async (t) => {
        const { told } = await traced(t, [503, 200]);
        const contexts = (event) =>
          told.filter((one) => one.event === event).map(({ context }) => context);
        for (const name of ["update", "attempt"]) {
          const starts = contexts(`${name} start`);
          t.assert.equal(new Set(starts).size, name === "update" ? 1 : 2);
          for (const event of ["end", "asyncStart", "asyncEnd"]) {
            const found = contexts(`${name} ${event}`);
            t.assert.isTrue(found.every((context, index) => context === starts[index]));
          }
        }
      },
    },
    {
      name: "the contexts at the start have what is known of the request",
      run: async (t) => {
        const before = Date.now();
        const { told, id } = await traced(t, [200]);
        const [update] = copiesOf(told, "update start");
        const [first] = copiesOf(told, "attempt start");
        const { callId, startedAt, ...known } = update;
        t.assert.deepEqual(known, {
          integrationId: id,
          method: "PATCH",
          url: `${BASE_URL}/integrations/v1/${id}`,
          urlTemplate: "/integrations/v1/{integrationId}",
        });
        t.assert.match(callId, /^[\da-z-]+$/);
        t.assert.isAtLeast(startedAt, before);
        t.assert.isAtLeast(first.startedAt, startedAt);
        t.assert.deepEqual(first, { ...update, startedAt: first.startedAt, attempt: 1 });
      },
    },
    {
      name: "the contexts at the end of a success have the status, the request id and the result",
      run: async (t) => {
        const headers = { "x-request-id": "req-1" };
        const { told, value } = await traced(t, [{ status: 200, headers }]);
        for (const name of ["update", "attempt"]) {
          const [start] = copiesOf(told, `${name} start`);
          const [end] = copiesOf(told, `${name} asyncEnd`);
          t.assert.strictEqual(end.result, value);
          t.assert.deepEqual(end, { ...start, status: 200, requestId: "req-1", result: value });
        }
      },
    },
    {
      name: "the contexts at the end of a failure have the code and the error",
      run: async (t) => {
        const headers = { "x-request-id": "req-2" };
        const { told, error } = await traced(t, [{ status: 404, headers }]);
        const [update] = copiesOf(told, "update asyncEnd");
        t.assert.strictEqual(update.error, error);
        const [failed] = copiesOf(told, "attempt asyncEnd");
        t.assert.instanceOf(failed.error, t.sdk.NotFoundError);
        t.assert.deepEqual(failed.error.toJSON(), error.toJSON());
        for (const { status, code, requestId, ...rest } of [update, failed]) {
          t.assert.deepEqual(
            { status, code, requestId },
            {
              status: 404,
              code: "not_found",
              requestId: "req-2",
            },
          );
          t.assert.notProperty(rest, "result");
        }
      },
    },
    {
      name: "the error of an attempt that is repeated tells of this attempt",
      run: async (t) => {
        const { told, value } = await traced(t, [503, 404, 200]);
        t.assert.isUndefined(value);
        const errors = copiesOf(told, "attempt error").map(({ error }) => error);
        t.assert.deepEqual(
          errors.map(({ code, attempts, applied }) => [code, attempts, applied]),
          [
            ["server_error", 1, "unknown"],
            ["not_found", 2, "no"],
          ],
        );
      },
    },
    {
      name: "a call that is aborted in a wait ends with the abort and the last status",
      run: async (t) => {
        const controller = new AbortController();
        const headers = { "retry-after": "5" };
        const onAttempt = () => setTimeout(() => controller.abort());
        const { signal } = controller;
        const { told, error } = await traced(t, [{ status: 503, headers }], { signal, onAttempt });
        t.assert.equal(error.code, "aborted");
        const [update, ...others] = copiesOf(told, "update asyncEnd");
        t.assert.lengthOf(others, 0);
        t.assert.strictEqual(update.error, error);
        t.assert.deepEqual([update.status, update.code], [503, "aborted"]);
        t.assert.lengthOf(copiesOf(told, "attempt start"), 1);
      },
    },
    {
      name: "a call that is aborted while a request is under way ends both at once",
      run: async (t) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 20);
        const { told, error } = await traced(t, [silence], { signal: controller.signal });
        t.assert.equal(error.code, "aborted");
        for (const name of ["update", "attempt"]) {
          const [end] = copiesOf(told, `${name} asyncEnd`);
          t.assert.equal(end.code, "aborted");
          t.assert.notProperty(end, "status");
        }
      },
    },
    {
      name: "an attempt that times out ends at its deadline, although fetch ignores its signal",
      run: async (t) => {
        const options = { attemptTimeoutMs: 20, maxRetries: 0 };
        const { told } = await traced(t, [() => new Promise(() => {})], options);
        t.assert.deepEqual(
          copiesOf(told, "attempt error").map(({ code }) => code),
          ["timed_out"],
        );
        t.assert.lengthOf(copiesOf(told, "update asyncEnd"), 1);
      },
    },
    {
      name: "a call that is refused before its request tells nothing",
      run: async (t) => {
        for (const options of [
          { timeoutMs: 0 },
          { apiKey: "a b" },
          { signal: AbortSignal.abort() },
          { unknown: 1 },
        ]) {
          const { told, error } = await traced(t, [200], options);
          t.assert.isDefined(error);
          t.assert.deepEqual(namesOf(told), [], Object.keys(options)[0]);
        }
        const id = crypto.randomUUID();
        const told = await recorded(id, () =>
          rejection(t, t.sdk.updateIntegration(id, { name: 5 }, { apiKey: KEY })),
        );
        t.assert.deepEqual(namesOf(told), []);
      },
    },
    {
      name: "no context shows the key, even if the key is in the address",
      run: async (t) => {
        const echo = { status: 404, body: JSON.stringify({ message: `The key ${KEY}` }) };
        const { told } = await traced(t, [echo], { baseUrl: `${BASE_URL}/${KEY}/x` });
        t.assert.isAbove(told.length, 8);
        const shown = told.map(({ copy: { error, ...rest } }) =>
          JSON.stringify([rest, error, error?.body, error?.message, error?.stack]),
        );
        t.assert.notInclude(shown.join("\n"), KEY);
      },
    },
    {
      name: "a subscriber that changes or freezes a context does not change the call and its events",
      run: async (t) => {
        const channels = await tracingChannels();
        const id = crypto.randomUUID();
        const change = (context) => {
          if (context.integrationId !== id) return;
          for (const name of Object.keys(context)) {
            if (name !== "integrationId") context[name] = "changed";
          }
          Object.freeze(context);
        };
        const list = [];
        for (const { start } of Object.values(channels)) start.subscribe(change);
        try {
          const onAttempt = (event) => list.push(event);
          const { value, error } = await traced(t, [503, 200], { onAttempt }, id);
          t.assert.isString(value?.integration.id, error?.stack);
        } finally {
          for (const { start } of Object.values(channels)) start.unsubscribe(change);
        }
        t.assert.deepEqual(
          list.map(({ attempt, method, status }) => [attempt, method, status]),
          [
            [1, "PATCH", 503],
            [2, "PATCH", 200],
          ],
        );
      },
    },
  ],
};
