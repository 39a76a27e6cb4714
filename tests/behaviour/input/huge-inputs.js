/**
 * An input of any size is refused in time that does not grow past reading its length. Times are
 * compared to those of a small input of the same kind, with room for a busy machine: copying
 * 50 million units, twenty times, takes far longer.
 */
import { ID, KEY, table, thrown } from "../../support/calls.js";

const HUGE = 50_000_000;
const SMALL = 20_000;
const REPEATS = 20;
const ROOM_MS = 250;

/** A string that is one piece already: the first read of a joined one pays for the joining. */
function flat(text) {
  text.charCodeAt(text.length - 1);
  return text;
}

const KINDS = [
  ["name", (length) => ({ name: flat("x".repeat(length)) })],
  ["name of astral characters", (length) => ({ name: flat("\u{1F680}".repeat(length / 2)) })],
  ["description", (length) => ({ description: flat("x".repeat(length)) })],
  ["color", (length) => ({ color: flat(`#${"a".repeat(length)}`) })],
  ["iconUrl that is data", (length) => ({ iconUrl: flat(`data:,${"x".repeat(length)}`) })],
  ["iconUrl with no scheme", (length) => ({ iconUrl: flat("x".repeat(length)) })],
  ["unknown field's value", (length) => ({ colour: flat("x".repeat(length)) })],
  ["unknown field's name", (length) => ({ [flat("x".repeat(length))]: 1 })],
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
    ...table("a %s of 50 million units is refused as fast as a small one", KINDS, (t, make) =>
      assertComparable(
        t,
        (changes) => t.assert.isNotEmpty(t.sdk.validateIntegrationUpdate(changes)),
        make,
      ),
    ),
    {
      name: "an id of 50 million units is refused as fast as a small one",
      run: (t) => {
        const refuse = (id) => thrown(t, () => t.sdk.buildUpdateRequest(id, {}, { apiKey: KEY }));
        assertComparable(t, refuse, (length) => flat("0".repeat(length)));
      },
    },
    {
      name: "a key of 50 million units is refused as fast as a small one",
      run: (t) => {
        const refuse = (apiKey) => thrown(t, () => t.sdk.buildUpdateRequest(ID, {}, { apiKey }));
        assertComparable(t, refuse, (length) => flat("k".repeat(length)));
      },
    },
  ],
};
