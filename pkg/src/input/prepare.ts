import type { Update } from "../call/attempt.js";
import { throwIfFailed } from "../errors/failure.js";
import type { Bindings } from "../module/instance.js";
import { isSurelyValid, Snapshot } from "./snapshot.js";

/**
 * Takes the snapshot of the input and checks it.
 *
 * @param thrown - what the caller's object threw before
 */
export function prepare(
  rust: Bindings,
  id: unknown,
  changes: unknown,
  thrown: readonly unknown[] = [],
): Update {
  const snapshot = new Snapshot(changes);
  if (typeof id !== "string" || !isSurelyValid(rust, id, snapshot)) {
    const causes = [...thrown, ...snapshot.thrown];
    const facts = causes.length > 0 ? { cause: causes[0] } : {};
    throwIfFailed(rust.findInputFailure(id, snapshot), facts);
  }
  return { id: id as string, fields: snapshot.fields };
}
