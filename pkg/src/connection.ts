import { cutText } from "./error-message.js";
import { readQuietly } from "./quietly.js";
import type { Redactor } from "./redact.js";

/** How many causes of causes are looked at. */
const DEPTH = 4;

/** The most that is told of one cause. */
const LENGTH = 300;

/**
 * What the runtime says of a failed connection: the innermost cause's message and code, since the
 * outer ones say no more than "fetch failed". Without the key.
 */
export function connectionDetails(thrown: unknown, redactor: Redactor): string {
  let details = "";
  let cause: unknown = thrown;
  for (let depth = 0; depth < DEPTH && cause !== undefined && cause !== null; depth += 1) {
    details = describe(cause, redactor) || details;
    cause = readQuietly(cause, "cause") ?? firstOf(readQuietly(cause, "errors"));
  }
  return details;
}

function describe(cause: unknown, redactor: Redactor): string {
  // The key is taken out before anything is cut: half of it would not be found.
  const textOf = (value: unknown): string =>
    typeof value === "string" ? oneLine(redactor.text(value)) : "";
  const code = textOf(readQuietly(cause, "code"));
  const message = textOf(typeof cause === "string" ? cause : readQuietly(cause, "message"));
  return code === "" || message.includes(code) ? message : `${code}: ${message}`;
}

function oneLine(text: string): string {
  return cutText(text, LENGTH).replace(/\s+/g, " ");
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}
