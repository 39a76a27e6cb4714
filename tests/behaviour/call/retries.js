/** What is retried, how often, and with what. */
import { answering, refused, silence } from "../../support/answering.js";
import { appliedBy, ID, KEY, rejection, UPDATED } from "../../support/calls.js";

const RETRIED = [408, 429, 500, 502, 503, 504];
/** Without 421: `fetch` itself repeats that on another connection, as its specification says. */
const NOT_RETRIED = [
  ...[300, 301, 302, 303, 304, 305, 307, 308],
  ...[400, 401, 402, 403, 404, 405, 406, 409, 410, 412, 413, 415, 418, 422, 423, 425, 428],
  ...[431, 451, 499, 501, 505, 506, 507, 508, 510, 511, 520, 521, 522, 524, 529, 598, 599],
];
/** Answers of a success that cannot be used, with what `applied` is. */
const UNUSABLE = [
  ["a text", { body: "Updated" }, "unknown"],
  ["no integration", { body: "{}" }, "unknown"],
  ["no body", { status: 204 }, "yes"],
];

function clientOf(t, baseUrl, options = {}) {
  return new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, ...options });
}

/** A client that has a script for its `fetch`. */
function scriptedClient(t, answers, options = {}) {
  const { fetch, requests } = answering(...answers);
  return { client: clientOf(t, "https://odeus.example", { fetch, ...options }), requests };
}

export default {
  topic: "retries",
  cases: [
    ...RETRIED.map((status) => ({
      name: `a ${status} is retried until it is mended`,
      run: async (t) => {
        const scenario = await t.scripted.scenario({ status }, UPDATED);
        const answer = await clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
        t.assert.equal(answer.integration.id, ID);
        t.assert.lengthOf(await scenario.requests(), 2);
      },
    })),
    ...RETRIED.map((status) => ({
      name: `a ${status} that lasts is its error after two retries`,
      run: async (t) => {
        const scenario = await t.scripted.scenario({ status });
        const call = clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
        const error = await rejection(t, call);
        const { attempts, applied, retryable } = error;
        t.assert.equal(error.status, status);
        t.assert.deepEqual(
          { attempts, applied, retryable },
          { attempts: 3, applied: appliedBy(status), retryable: true },
        );
        t.assert.lengthOf(await scenario.requests(), 3);
      },
    })),
    ...NOT_RETRIED.map((status) => ({
      name: `a ${status} is not retried`,
      run: async (t) => {
        const headers = { "retry-after": "0" };
        const scenario = await t.scripted.scenario({ status, headers }, UPDATED);
        const call = clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
        const error = await rejection(t, call);
        const { attempts, applied, retryable } = error;
        t.assert.equal(error.status, status);
        t.assert.deepEqual(
          { attempts, applied, retryable },
          { attempts: 1, applied: appliedBy(status), retryable: false },
        );
        t.assert.lengthOf(await scenario.requests(), 1);
      },
    })),
    ...UNUSABLE.map(([what, answer, expectedApplied]) => ({
      name: `a 2xx with ${what} is not retried`,
      run: async (t) => {
        const scenario = await t.scripted.scenario(answer, UPDATED);
        const call = clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
        const { code, applied, retryable } = await rejection(t, call);
        const expected = {
          code: "invalid_response",
          applied: expectedApplied,
          retryable: false,
        };
        t.assert.deepEqual({ code, applied, retryable }, expected);
        t.assert.lengthOf(await scenario.requests(), 1);
      },
    })),
    {
      name: "a failed connection is retried, and a 503 after it, and the last error counts",
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [refused, 503, 400]);
        const { code, attempts, applied } = await rejection(t, client.updateIntegration(ID, {}));
        const expected = { code: "bad_request", attempts: 3, applied: "unknown" };
        t.assert.deepEqual({ code, attempts, applied }, expected);
        t.assert.lengthOf(requests, 3);
      },
    },
    {
      name: "a refused connection after a 503 was sent for all that is known",
      run: async (t) => {
        const { client } = scriptedClient(t, [503, refused], { maxRetries: 1 });
        const { code, applied } = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.deepEqual({ code, applied }, { code: "connection_failed", applied: "unknown" });
      },
    },
    {
      name: "a connection that was refused each time sent nothing",
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [refused]);
        const error = await rejection(t, client.updateIntegration(ID, {}));
        const { code, applied, attempts, retryable } = error;
        t.assert.deepEqual(
          { code, applied, attempts, retryable },
          { code: "connection_failed", applied: "no", attempts: 3, retryable: true },
        );
        t.assert.lengthOf(requests, 3);
      },
    },
    {
      name: "an attempt that timed out before the head is retried",
      run: async (t) => {
        const { client } = scriptedClient(t, [silence, 200], { attemptTimeoutMs: 50 });
        t.assert.isString((await client.updateIntegration(ID, {})).integration.id);
      },
    },
    ...[0, 1, 3].map((maxRetries) => ({
      name: `maxRetries ${maxRetries} allows ${maxRetries + 1} requests`,
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [503], { maxRetries });
        const { attempts } = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.equal(attempts, maxRetries + 1);
        t.assert.lengthOf(requests, maxRetries + 1);
      },
    })),
    {
      name: "a call's maxRetries counts before its client's",
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [503], { maxRetries: 5 });
        await rejection(t, client.updateIntegration(ID, {}, { maxRetries: 0 }));
        t.assert.lengthOf(requests, 1);
      },
    },
    {
      name: "each attempt sends the same, whatever became of the object and the options",
      run: async (t) => {
        const scenario = await t.scripted.scenario({ status: 503 }, { status: 503 }, UPDATED);
        const changes = { name: "Before" };
        const headers = { "x-trace": "before" };
        const call = clientOf(t, scenario.baseUrl).updateIntegration(ID, changes, { headers });
        Object.assign(changes, { name: "After", description: "After" });
        headers["x-trace"] = "after";
        await call;
        const [first, ...others] = (await scenario.requests()).map(({ at, ...request }) => request);
        t.assert.equal(first.body, '{"name":"Before"}');
        t.assert.deepEqual(others, [first, first]);
      },
    },
  ],
};
