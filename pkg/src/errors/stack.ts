import { quietly, readQuietly } from "../runtime/quietly.js";

/**
 * Lets the stack of an error begin at the caller of a function that is running. Changes nothing in a
 * runtime without `Error.captureStackTrace`.
 */
export function beginStackAfter<Thrown extends Error>(called: object, error: Thrown): Thrown {
  const capture = readQuietly(Error, "captureStackTrace");
  if (typeof capture === "function") quietly(() => Reflect.apply(capture, Error, [error, called]));
  return error;
}
