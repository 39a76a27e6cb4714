import { quietly, readQuietly } from "../runtime/quietly.js";

/**
 * Lets the stack of an error begin at the caller of a function that is running. Changes nothing in a
 * runtime without `Error.captureStackTrace`.
 *
 * @param functions - the function, and the functions that it called in turn. The first one that the
 *   runtime finds counts: Bun has no frame of a function that ends with `return another()`
 */
export function beginStackAfter<Thrown extends Error>(
  error: Thrown,
  ...functions: readonly object[]
): Thrown {
  const capture = readQuietly(Error, "captureStackTrace");
  if (typeof capture !== "function") return error;
  for (const called of functions) {
    quietly(() => Reflect.apply(capture, Error, [error, called]));
    // Without frames the stack is only the name and the message. `String(error)` could throw: it asks
    // for a `Symbol.toPrimitive`, which other code can put on `Object.prototype`.
    if (readQuietly(error, "stack") !== Error.prototype.toString.call(error)) break;
  }
  return error;
}
