/** Memory does not grow over a million validations and a hundred thousand calls. */
import { describe, test } from "node:test";
import { assertFlat, call, validate } from "../support/load.js";

const HEAP_GROWTH_MIB = 4;

/** Runs a load and reports its figures. */
async function report(t, ...parameters) {
  const startedAt = performance.now();
  const { before, after } = await assertFlat(...parameters, HEAP_GROWTH_MIB);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  t.diagnostic(
    `${seconds} s; WebAssembly memory ${before.wasm} -> ${after.wasm} bytes; ` +
      `heap ${before.heap} -> ${after.heap} bytes`,
  );
}

describe("memory does not grow", () => {
  test("over 1,000,000 validations", (t) =>
    report(
      t,
      () => validate(10_000),
      () => validate(1_000_000),
    ));

  test("over 100,000 calls", (t) =>
    report(
      t,
      () => call(2_000),
      () => call(100_000),
    ));
});
