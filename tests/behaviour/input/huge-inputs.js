/**
 * Huge inputs are refused as fast as small ones, because only their length is read. The tests allow
 * some extra time for a busy machine. To copy 50 million units twenty times takes far longer.
 */
import { ID, KEY, table, thrown } from "../../support/calls.js";

const HUGE = 50_000_000;
const SMALL = 20_000;
const REPEATS = 20;
const ROOM_MS = 1_000;

/**
 * Makes a string that is stored in one piece. The first read of a joined string copies its parts.
 */
function flat(text) {
  text.charCodeAt(text.length - 1);
  return text;
}

const KINDS = [
  ["a name", (length) => ({ name: flat("x".repeat(length)) })],
  ["a name of astral characters", (length) => ({ name: flat("\u{1F680}".repeat(length / 2)) })],
  ["a description", (length) => ({ description: flat("x".repeat(length)) })],
  ["a color", (length) => ({ color: flat(`#${"a".repeat(length)}`) })],
  ["an iconUrl that is a data URL", (length) => ({ iconUrl: flat(`data:,${"x".repeat(length)}`) })],
  ["an iconUrl without a scheme", (length) => ({ iconUrl: flat("x".repeat(length)) })],
  ["the value of an unknown field", (length) => ({ colour: flat("x".repeat(length)) })],
  ["the name of an unknown field", (length) => ({ [flat("x".repeat(length))]: 1 })],
];

function measure(run) {
  const begun = performance.now();
  for (let index = 0; index < REPEATS; index += 1) run();
  return performance.now() - begun;
}

function assertComparable(t, run, make) {
  const [small, huge] = [make(SMALL), make(HUGE)];
  run(small);
  const smallMs = measure(() => run(small));
  const hugeMs = measure(() => run(huge));
  t.assert.isBelow(hugeMs, 10 * smallMs + ROOM_MS);
}

export default {
  topic: "huge inputs",
  cases: [
    ...table("%s with 50 million units is refused as fast as a small one", KINDS, (t, make) =>
      assertComparable(
        t,
        (changes) => t.assert.isNotEmpty(t.sdk.validateIntegrationUpdate(changes)),
        make,
      ),
    ),
    {
      name: "an id with 50 million units is refused as fast as a small one",
      run: (t) => {
        const refuse = (id) => thrown(t, () => t.sdk.buildUpdateRequest(id, {}, { apiKey: KEY }));
        assertComparable(t, refuse, (length) => flat("0".repeat(length)));
      },
    },
    {
      name: "a key with 50 million units is refused as fast as a small one",
      run: (t) => {
        const refuse = (apiKey) => thrown(t, () => t.sdk.buildUpdateRequest(ID, {}, { apiKey }));
        assertComparable(t, refuse, (length) => flat("k".repeat(length)));
      },
    },
  ],
};
