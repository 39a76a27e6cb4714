/** Which failures are retried, how often, and with which request. */
import { answering, refused, silence } from "../../support/answering.js";
import { appliedBy, ID, KEY, rejection, UPDATED } from "../../support/calls.js";

const RETRIED = [408, 429, 500, 502, 503, 504];
/** 421 is not here: `fetch` itself repeats it on another connection, as its specification says. */
const NOT_RETRIED = [
  ...[300, 301, 302, 303, 304, 305, 307, 308],
  ...[400, 401, 402, 403, 404, 405, 406, 409, 410, 412, 413, 415, 418, 422, 423, 425, 428],
  ...[431, 451, 499, 501, 505, 506, 507, 508, 510, 511, 520, 521, 522, 524, 529, 598, 599],
];
/** Answers of a success that cannot be used, each with the expected `applied`. */
const UNUSABLE = [
  ["a body that is not JSON", { body: "Updated" }, "unknown"],
  ["no integration", { body: "{}" }, "unknown"],
  ["no body", { status: 204 }, "yes"],
];

function clientOf(t, baseUrl, options = {}) {
  return new t.sdk.OdeusClient({ apiKey: KEY, baseUrl, ...options });
}

/** Makes a client whose `fetch` answers by a script. */
function scriptedClient(t, answers, options = {}) {
  const { fetch, requests } = answering(...answers);
  return { client: clientOf(t, "https://odeus.example", { fetch, ...options }), requests };
}

/** Asserts how a call fails, and that the server got a request for each attempt. */
async function assertFails(t, scenario, expected) {
  const call = clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
  const { status, attempts, applied, retryable } = await rejection(t, call);
  t.assert.deepEqual({ status, attempts, applied, retryable }, expected);
  t.assert.lengthOf(await scenario.requests(), expected.attempts);
}

export default {
  topic: "retries",
  cases: [
    ...RETRIED.map((status) => ({
      name: `a ${status} is retried, and the call succeeds with the next answer`,
      run: async (t) => {
        const scenario = await t.scripted.scenario({ status }, UPDATED);
        const answer = await clientOf(t, scenario.baseUrl).updateIntegration(ID, {});
        t.assert.equal(answer.integration.id, ID);
        t.assert.lengthOf(await scenario.requests(), 2);
      },
    })),
    ...RETRIED.map((status) => ({
      name: `a permanent ${status} is the error of the call after two retries`,
      run: async (t) => {
        const scenario = await t.scripted.scenario({ status });
        await assertFails(t, scenario, {
          status,
          attempts: 3,
          applied: appliedBy(status),
          retryable: true,
        });
      },
    })),
    ...NOT_RETRIED.map((status) => ({
      name: `a ${status} is not retried`,
      run: async (t) => {
        const headers = { "retry-after": "0" };
        const scenario = await t.scripted.scenario({ status, headers }, UPDATED);
        await assertFails(t, scenario, {
          status,
          attempts: 1,
          applied: appliedBy(status),
          retryable: false,
        });
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
      name: "a refused connection and a 503 are retried, and the last error is the call's error",
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [refused, 503, 400]);
        const { code, attempts, applied } = await rejection(t, client.updateIntegration(ID, {}));
        const expected = { code: "bad_request", attempts: 3, applied: "unknown" };
        t.assert.deepEqual({ code, attempts, applied }, expected);
        t.assert.lengthOf(requests, 3);
      },
    },
    {
      name: "after a 503 and a refused connection it is unknown whether the update was made",
      run: async (t) => {
        const { client } = scriptedClient(t, [503, refused], { maxRetries: 1 });
        const { code, applied } = await rejection(t, client.updateIntegration(ID, {}));
        t.assert.deepEqual({ code, applied }, { code: "connection_failed", applied: "unknown" });
      },
    },
    {
      name: "a call whose connections were all refused sent nothing",
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
        const { client } = scriptedClient(t, [silence, 200], { attemptTimeoutMs: 300 });
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
      name: "a call's maxRetries replaces the client's maxRetries",
      run: async (t) => {
        const { client, requests } = scriptedClient(t, [503], { maxRetries: 5 });
        await rejection(t, client.updateIntegration(ID, {}, { maxRetries: 0 }));
        t.assert.lengthOf(requests, 1);
      },
    },
    {
      name: "each attempt sends the same request, even if the caller changed the object and the options",
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
