import type { Redactor } from "../configuration/redactor.js";
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

/**
 * Whether a thrown value is a `TypeError` without a cause. The runtime's own `fetch` gives a cause to
 * most failures of the network. The name decides, because other realms have their own class.
 */
export function isBareTypeError(thrown: unknown): boolean {
  return readQuietly(thrown, "name") === "TypeError" && causeOf(thrown) === undefined;
}

/** The next cause. A `cause` on `Object.prototype` is not one. */
function causeOf(error: unknown): unknown {
  const inherited: unknown = Reflect.get(Object.prototype, "cause");
  const cause = readQuietly(error, "cause");
  return (cause === inherited ? undefined : cause) ?? firstOf(readQuietly(error, "errors"));
}

function describe(cause: unknown, redactor: Redactor): string {
  const textOf = (value: unknown): string =>
    typeof value === "string" ? redactor.quote(value) : "";
  const code = textOf(readQuietly(cause, "code"));
  const message = textOf(typeof cause === "string" ? cause : readQuietly(cause, "message"));
  if (code === "" || message.includes(code)) return message;
  return message === "" ? code : `${code}: ${message}`;
}

function firstOf(values: unknown): unknown {
  return typeof values === "object" ? readQuietly(values, "0") : undefined;
}
