/** Many updates beside other ways to make them, on servers that limit their rate. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import * as sdk from "odeus-integrations";
import { installPackages } from "../../scripts/setup.js";
import { KEY } from "../support/calls.js";
import { withLimitedProcess } from "../support/servers/limited-process.js";

const OWN = "odeus-integrations";
const UPDATES = 650;
/** A quarter of the rate of the benchmark. So a busy machine still reaches the limit in all ways at once. */
const LIMIT = { perSecond: 50, burst: 50, delayMs: 80 };

// The other ways use packages of the benchmark.
installPackages("bench");
const { makeUpdates, UPDATERS } = await import("../../bench/updaters.js");
const OTHERS = Object.keys(UPDATERS).filter((name) => name !== OWN);

/** Makes the updates in one way, on a server of their own. */
function measure(name, retryAfter) {
  return withLimitedProcess({ ...LIMIT, retryAfter }, (baseUrl) =>
    UPDATERS[name]({ sdk, baseUrl, apiKey: KEY, concurrency: 32 }, makeUpdates(UPDATES)),
  );
}

for (const retryAfter of ["ms", "seconds"]) {
  describe(`650 updates, 32 at once, with waits in ${retryAfter}`, () => {
    let outcomes;

    before(async () => {
      // All at the same time, so that a busy machine slows all of them alike.
      const names = Object.keys(UPDATERS);
      const all = await Promise.all(names.map((name) => measure(name, retryAfter)));
      outcomes = Object.fromEntries(names.map((name, index) => [name, all[index]]));
    });

    test("all are made", () => assert.equal(outcomes[OWN].value, 0));

    for (const other of OTHERS) {
      test(`fewer requests are refused than with ${other}`, () => {
        const [own, others] = [outcomes[OWN].refused, outcomes[other].refused];
        assert.ok(own < others, `${own} refused, and ${others}`);
      });
    }
  });
}
