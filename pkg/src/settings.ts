import { readVariable } from "./environment.js";
import { enterSafely, type FailureParts, readFailure, refuse, toError } from "./failure.js";
import type { Bindings } from "./instance.js";
import { type GivenOptions, readOptions, type Scope } from "./options.js";
import { Redactor } from "./redact.js";
import type { AttemptEvent } from "./types.js";
import { hrefOf, parseUrl } from "./url.js";

/** What the options come to after they were checked and the defaults filled in. */
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

/** What holds where an option is left out: the base, both deadlines, the number of retries. */
export type Defaults = [string, number, number, number];

let knownDefaults: Defaults | undefined;

/** The settings of a client, or of a call of the plain function. Throws a `ConfigurationError`. */
export function configure(options: unknown, scope: Exclude<Scope, "Request">): Settings {
  return enterSafely((rust) => {
    const given = readOptions(rust, options, scope);
    const { apiKey, base } = readKeyAndBase(rust, given);
    knownDefaults ??= rust.defaults();
    const [defaultBase, timeoutMs, attemptTimeoutMs, maxRetries] = knownDefaults;
    return complete(given, {
      redactor: new Redactor(apiKey),
      base: base ?? defaultBase,
      headers: rust.requestHeaders(apiKey),
      timeoutMs,
      attemptTimeoutMs,
      maxRetries,
      fetch: undefined,
      onAttempt: undefined,
      signal: undefined,
    });
  });
}

/** A client's settings with those of one call over them. Throws a `ConfigurationError`. */
export function configureCall(client: Settings, options: unknown): Settings {
  if (options === undefined) return client;
  return complete(
    enterSafely((rust) => readOptions(rust, options, "Request")),
    client,
  );
}

/**
 * The settings as an object of one shape that has every property itself: so nothing is read from
 * `Object.prototype`, and V8 reads and copies them faster than objects without a prototype.
 */
function complete(given: GivenOptions, otherwise: Settings): Settings {
  return {
    redactor: otherwise.redactor,
    base: otherwise.base,
    headers: { ...otherwise.headers, ...given.headers },
    timeoutMs: given.timeoutMs ?? otherwise.timeoutMs,
    attemptTimeoutMs: given.attemptTimeoutMs ?? otherwise.attemptTimeoutMs,
    maxRetries: given.maxRetries ?? otherwise.maxRetries,
    fetch: given.fetch ?? otherwise.fetch,
    onAttempt: given.onAttempt ?? otherwise.onAttempt,
    signal: given.signal ?? otherwise.signal,
  };
}

/** The key and the base, from the options or, without a key there, from the environment. */
function readKeyAndBase(
  rust: Bindings,
  given: GivenOptions,
): { apiKey: string; base: string | undefined } {
  let { apiKey, baseUrl } = given;
  const { deploymentUrl } = given;
  let hint = "";
  if (apiKey === undefined) {
    apiKey = readVariable("ODEUS_API_KEY");
    if (baseUrl === undefined && deploymentUrl === undefined) {
      baseUrl = readVariable("ODEUS_BASE_URL");
      hint = " (from ODEUS_BASE_URL)";
    }
  }
  refuse(rust.checkKey(apiKey));
  if (baseUrl !== undefined && deploymentUrl !== undefined) refuse(rust.describeTwoBases());
  const isDeployment = deploymentUrl !== undefined;
  const url = isDeployment ? deploymentUrl : baseUrl;
  const base = url === undefined ? undefined : readBase(rust, url, isDeployment, hint);
  return { apiKey: apiKey as string, base };
}

function readBase(rust: Bindings, value: unknown, isDeployment: boolean, hint: string): string {
  const text = typeof value === "string" ? value : hrefOf(value);
  if (text === undefined) {
    refuse(rust.checkOption(isDeployment ? "deploymentUrl" : "baseUrl", 0, false, 0));
  }
  const url = parseUrl(String(text));
  const base: string | FailureParts = rust.checkBase(
    isDeployment,
    url?.protocol ?? "",
    url?.host ?? "",
    url?.hostname ?? "",
    url?.pathname ?? "",
    `${url?.username}${url?.password}` !== "",
    /[?#]/.test(url?.href ?? ""),
  );
  if (typeof base === "string") return base;
  const failure = readFailure(base);
  throw toError({ ...failure, message: failure.message + hint });
}
