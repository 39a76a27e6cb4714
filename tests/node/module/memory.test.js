/** Memory does not grow after a warm-up. `tests/long` has longer runs. */
import { describe, test } from "node:test";
import { ANSWERS, assertFlat, call, validate } from "../../support/load.js";

const HEAP_GROWTH_MIB = 4;

describe("memory does not grow", () => {
  test("over 10,000 validations", async () => {
    await assertFlat(
      () => validate(1_000),
      () => validate(10_000),
      HEAP_GROWTH_MIB,
    );
  });

  test("over 1,000 calls", async () => {
    await assertFlat(
      () => call(500),
      () => call(1_000),
      HEAP_GROWTH_MIB,
    );
  });

  for (const [what, answer] of Object.entries(ANSWERS)) {
    test(`over 2,000 calls with a ${what}`, async () => {
      await assertFlat(
        () => call(500, [answer]),
        () => call(2_000, [answer]),
        HEAP_GROWTH_MIB,
      );
    });
  }
});
