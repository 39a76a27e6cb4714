import { readVariable } from "./environment.js";
import { toError } from "./failure.js";
import { enter } from "./instance.js";
import { Redactor } from "./redact.js";
import type { AttemptEvent } from "./types.js";

/** What the options come to after Rust has checked them and filled in the defaults. */
export interface Settings {
  /** Takes the key out of what echoes it; made once a client, not once a call. */
  readonly redactor: Redactor;
  /** The address under which the API's paths begin, without a slash at its end. */
  readonly base: string;
  /** All headers of a request, names in lower case, `authorization` among them. */
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxRetries: number;
  readonly fetch: typeof fetch | undefined;
  readonly onAttempt: ((event: AttemptEvent) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The options as Rust checked them; of a call on a client only those that were given. */
export type CheckedOptions = Omit<Settings, "redactor"> & { readonly apiKey: string };

/** The settings of a client, or of a call of the plain function. Throws a `ConfigurationError`. */
export function configure(options: unknown, optionsOf: "Client" | "Call"): Settings {
  const checked = readOptions(options, optionsOf);
  return complete(checked, new Redactor(checked.apiKey));
}

/** A client's settings with those of one call over them. Throws a `ConfigurationError`. */
export function configureCall(client: Settings, options: unknown): Settings {
  if (options === undefined) return client;
  const own = readOptions(options, "Request");
  const headers = { __proto__: null, ...client.headers, ...own.headers };
  const checked = { __proto__: null, ...client, ...own, headers } as unknown as CheckedOptions;
  return complete(checked, client.redactor);
}

/**
 * The settings as an object of one shape that has every property itself: so nothing is read from
 * `Object.prototype`, and V8 reads and copies them faster than objects without a prototype.
 */
function complete(checked: CheckedOptions, redactor: Redactor): Settings {
  const { base, timeoutMs, attemptTimeoutMs, maxRetries, fetch, onAttempt, signal } = checked;
  const headers = { ...checked.headers };
  return {
    redactor,
    base,
    headers,
    timeoutMs,
    attemptTimeoutMs,
    maxRetries,
    fetch,
    onAttempt,
    signal,
  };
}

function readOptions(options: unknown, optionsOf: "Client" | "Request" | "Call"): CheckedOptions {
  try {
    return enter((rust) => rust.configure(options, rust.OptionsOf[optionsOf], readVariable));
  } catch (thrown) {
    throw toError(thrown);
  }
}
