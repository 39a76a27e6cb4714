/** Streams of bodies that yield something other than bytes, as careless test doubles do. */
import { assertError, ID, KEY, rejection } from "../../support/calls.js";

/** Far more time than a call with such a double needs. */
const TIMEOUT_MS = 8_000;
const AT_ONCE_MS = 4_000;

const TEXT = JSON.stringify({ integration: { id: ID } });
const encode = (text) => new TextEncoder().encode(text);

const CHUNKS = [
  ["one string", [TEXT]],
  ["two strings", [TEXT.slice(0, 9), TEXT.slice(9)]],
  ["bytes and then a string", [encode(TEXT.slice(0, 9)), TEXT.slice(9)]],
  ["a string and then bytes", [TEXT.slice(0, 9), encode(TEXT.slice(9))]],
  ["a number", [1]],
  ["two numbers", [1, 2]],
  ["null", [null]],
  ["an empty object", [{}]],
  ["two empty objects", [{}, {}]],
  ["an empty object and then bytes", [{}, encode(TEXT)]],
  ["undefined", [undefined]],
];

const STATUSES = [
  [200, "InvalidResponseError", "invalid_response", "yes"],
  [404, "NotFoundError", "not_found", "no"],
  [503, "InternalServerError", "server_error", "unknown"],
];

const streamOf = (chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

/** A plain object that has only what reading a body needs. */
function plainDouble(chunks, status) {
  const waiting = chunks.map((value) => ({ done: false, value }));
  const read = async () => waiting.shift() ?? { done: true, value: undefined };
  return { status, body: { getReader: () => ({ read, cancel: async () => {} }) } };
}

async function assertEnds(t, response, [status, className, code, applied]) {
  const fetch = async () => response;
  const client = new t.sdk.OdeusClient({
    ...{ apiKey: KEY, baseUrl: "https://odeus.example", fetch },
    ...{ maxRetries: 0, timeoutMs: TIMEOUT_MS },
  });
  const startedAt = performance.now();
  const error = await rejection(t, client.updateIntegration(ID, {}));
  t.assert.isBelow(performance.now() - startedAt, AT_ONCE_MS, `settled at once: ${error}`);
  assertError(t, error, className, { code, status, attempts: 1, applied });
  if (status === 200) t.assert.include(error.message, "broke off");
}

const ROWS = CHUNKS.flatMap(([what, chunks]) => STATUSES.map((row) => ({ what, chunks, row })));

export default {
  topic: "chunks of a stream",
  cases: [
    {
      name: "a 200 whose reader yields empty chunks without end ends as a body that broke off",
      run: (t) => {
        const read = async () => ({ done: false, value: new Uint8Array() });
        const body = { getReader: () => ({ read, cancel: async () => {} }) };
        return assertEnds(t, { status: 200, body }, STATUSES[0]);
      },
    },
    ...ROWS.map(({ what, chunks, row }) => ({
      name: `a ${row[0]} whose stream yields ${what} ends as a body that broke off`,
      run: (t) => assertEnds(t, new Response(streamOf(chunks), { status: row[0] }), row),
    })),
    ...ROWS.map(({ what, chunks, row }) => ({
      name: `a plain ${row[0]} whose reader yields ${what} ends as a body that broke off`,
      run: (t) => assertEnds(t, plainDouble(chunks, row[0]), row),
    })),
    {
      name: "a plain response whose reader resolves to nothing ends as a body that broke off",
      run: (t) => {
        const read = async () => undefined;
        const response = { status: 200, body: { getReader: () => ({ read }) } };
        return assertEnds(t, response, STATUSES[0]);
      },
    },
  ],
};
