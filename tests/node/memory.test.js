/** Memory stays flat after warm-up; `tests/long` does the same for longer. */
import { describe, test } from "node:test";
import { assertFlat, call, validate } from "../faults/load.js";

const HEAP_GROWTH_MIB = 4;

describe("memory is flat", () => {
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
});
