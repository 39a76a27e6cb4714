/** Waits without their random part, for tests of many retries. Runs in every runtime. */

const { random } = Math;
let users = 0;

/**
 * Runs with `Math.random` always 0, so that a wait is as long as the API asked for and no longer.
 * Node with frozen intrinsics does not let it be replaced: there the waits are the usual ones.
 */
export async function withoutJitter(run) {
  if (Object.isFrozen(Math)) return run();
  users += 1;
  Math.random = () => 0;
  try {
    return await run();
  } finally {
    users -= 1;
    // Cases run beside one another: the last one restores it.
    if (users === 0) Math.random = random;
  }
}
