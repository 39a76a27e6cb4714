import { readVariable } from "./environment.js";
import { toError } from "./failure.js";
import { enter } from "./instance.js";
import type { AttemptEvent } from "./types.js";

/** What the options come to after Rust has checked them and filled in the defaults. */
export interface Settings {
  readonly apiKey: string;
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

/** The settings of a client, or of a call of the plain function. Throws a `ConfigurationError`. */
export function configure(options: unknown, optionsOf: "Client" | "Call"): Settings {
  return complete(readOptions(options, optionsOf));
}

/** A client's settings with those of one call over them. Throws a `ConfigurationError`. */
export function configureCall(client: Settings, options: unknown): Settings {
  if (options === undefined) return client;
  const own = readOptions(options, "Request");
  const headers = { __proto__: null, ...client.headers, ...own.headers };
  return complete({ __proto__: null, ...client, ...own, headers } as unknown as Settings);
}

/**
 * The settings as an object of one shape that has every property itself: so nothing is read from
 * `Object.prototype`, and V8 reads and copies them faster than objects without a prototype.
 */
function complete(settings: Settings): Settings {
  const { apiKey, base, timeoutMs, attemptTimeoutMs, maxRetries } = settings;
  const { fetch, onAttempt, signal } = settings;
  const headers = { ...settings.headers };
  return {
    apiKey,
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

function readOptions(options: unknown, optionsOf: "Client" | "Request" | "Call"): Settings {
  try {
    return enter((rust) => rust.configure(options, rust.OptionsOf[optionsOf], readVariable));
  } catch (thrown) {
    throw toError(thrown);
  }
}
