/** A trap of the module does not end a run of many updates. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { delay, drain, fakeClient, itemsOf } from "../../support/bulk.js";
import { allowInstances, hasTrapped, trapAfter } from "../../support/traps.js";

const { InternalServerError, RateLimitError, updateIntegrations } = await import(
  "odeus-integrations"
);

/** Fails some calls, so that every kind of verdict is asked for. */
function failSome({ number }) {
  const details = { message: "made", attempts: 1, retryable: true };
  if (number === 9) throw new RateLimitError({ ...details, status: 429, retryAfterMs: 5 });
  if (number % 5 === 4) throw new InternalServerError({ ...details, status: 404 });
  return delay(1);
}

describe("a trap of the module", () => {
  for (let entries = 1; entries < 130; entries += 8) {
    test(`leaves one result for each item, after ${entries} entries`, async () => {
      const client = fakeClient(failSome);
      // The trap comes after the run was made: the options are read by the module, too.
      const run = updateIntegrations(client, itemsOf(12), { concurrency: 3, maxRetries: 0 });
      trapAfter(entries);
      const { results, error } = await drain(run);
      hasTrapped();
      assert.equal(error, undefined);
      const indexes = results.map(({ index }) => index).sort((one, other) => one - other);
      assert.deepEqual(indexes, [...Array(12).keys()]);
      assert.ok(client.most <= 3, `${client.most} at once`);
      assert.equal(run.progress.checkpoint, 12);
    });
  }

  test("ends the run with an InternalError if no instance can be made after it", async () => {
    const client = fakeClient(() => delay(1));
    const run = updateIntegrations(client, itemsOf(50), { concurrency: 3 });
    trapAfter(40, { isLastInstance: true });
    const { results, error } = await drain(run);
    hasTrapped();
    allowInstances();
    assert.equal(error?.code, "internal_error");
    const indexes = results.map(({ index }) => index).sort((one, other) => one - other);
    assert.deepEqual(indexes, [...Array(results.length).keys()]);
  });
});
