import type { Redactor } from "../configuration/redactor.js";
import { cutText } from "../errors/message.js";
import { QUOTE_LIMIT } from "../limits.js";
import { readQuietly } from "../runtime/quietly.js";

/** How many causes of causes are read. */
const DEPTH = 4;

/**
 * Returns the runtime's words about a failed connection, without the key. These are the message and
 * code of the innermost cause, because the outer ones only say "fetch failed".
 */
export function connectionDetails(thrown: unknown, redactor: Redactor): string {
  let details = "";
  let cause: unknown = thrown;
  for (let depth = 0; depth < DEPTH && cause !== undefined && cause !== null; depth += 1) {
    details = describe(cause, redactor) || details;
    cause = causeOf(cause);
  }
  return details;
}

/** The next cause. A `cause` on `Object.prototype` is not one. */
function causeOf(error: unknown): unknown {
  const inherited: unknown = Reflect.get(Object.prototype, "cause");
  const cause = readQuietly(error, "cause");
  return (cause === inherited ? undefined : cause) ?? firstOf(readQuietly(error, "errors"));
}

function describe(cause: unknown, redactor: Redactor): string {
  // The key is taken out before the text is cut. After the cut, a half of the key would not be found.
  const textOf = (value: unknown): string =>
    typeof value === "string" ? oneLine(redactor.text(value)) : "";
  const code = textOf(readQuietly(cause, "code"));
  const message = textOf(typeof cause === "string" ? cause : readQuietly(cause, "message"));
  return code === "" || message.includes(code) ? message : `${code}: ${message}`;
}

function oneLine(text: string): string {
  return cutText(text, QUOTE_LIMIT).replace(/\s+/g, " ");
}

function firstOf(values: unknown): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}
