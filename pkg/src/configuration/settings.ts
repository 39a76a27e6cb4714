import { Scope } from "../../generated/bindings.js";
import type { Defaults, FailureParts } from "../../generated/functions.js";
import { readFailure, refuse, throwIfFailed } from "../errors/failure.js";
import type { Bindings } from "../module/instance.js";
import { neverThrowing } from "../runtime/fetch.js";
import { hrefOf, parseUrl } from "../runtime/url.js";
import type { AttemptEvent } from "../types.js";
import { readVariable } from "./environment.js";
import { type GivenOptions, readOptions } from "./options.js";
import { Redactor } from "./redactor.js";

/** The options after the checks, with the defaults filled in. */
export interface Settings {
  /** Takes the key out of what echoes it. It is made once for each client, not for each call. */
  readonly redactor: Redactor;
  /** The address under which the paths of the API begin, without a slash at its end. */
  readonly base: string;
  /** All headers of a request, with names in lower case and with `authorization`. */
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxRetries: number;
  /** The caller's function that sends. It rejects where the caller's own would throw. */
  readonly fetch: typeof fetch | undefined;
  readonly onAttempt: ((event: AttemptEvent) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

let knownDefaults: Defaults | undefined;

/**
 * The settings of a client, or of a call of the plain function.
 *
 * @throws a refusal with the failure of an option
 */
export function configure(
  rust: Bindings,
  options: unknown,
  scope: Scope.Client | Scope.Call,
): Settings {
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
}

/**
 * The settings of a call: its own options, and those of its client for the rest.
 *
 * @throws a refusal with the failure of an option
 */
export function configureCall(rust: Bindings, client: Settings, options: unknown): Settings {
  return options === undefined
    ? client
    : complete(readOptions(rust, options, Scope.Request), client);
}

/**
 * Fills in what the options leave out.
 *
 * The object has every property itself, so nothing is read from `Object.prototype`. V8 reads and copies
 * it faster than an object without a prototype.
 */
function complete(given: GivenOptions, otherwise: Settings): Settings {
  return {
    redactor: otherwise.redactor,
    base: otherwise.base,
    headers: { ...otherwise.headers, ...given.headers },
    timeoutMs: given.timeoutMs ?? otherwise.timeoutMs,
    attemptTimeoutMs: given.attemptTimeoutMs ?? otherwise.attemptTimeoutMs,
    maxRetries: given.maxRetries ?? otherwise.maxRetries,
    fetch: given.fetch === undefined ? otherwise.fetch : neverThrowing(given.fetch),
    onAttempt: given.onAttempt ?? otherwise.onAttempt,
    signal: given.signal ?? otherwise.signal,
  };
}

/** The key and the base address, from the options or, if they have no key, from the environment. */
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
  throwIfFailed(rust.checkKey(apiKey));
  if (baseUrl !== undefined && deploymentUrl !== undefined) throwIfFailed(rust.describeTwoBases());
  const isDeployment = deploymentUrl !== undefined;
  const url = isDeployment ? deploymentUrl : baseUrl;
  const base = url === undefined ? undefined : readBase(rust, url, isDeployment, hint);
  return { apiKey: apiKey as string, base };
}

function readBase(rust: Bindings, value: unknown, isDeployment: boolean, hint: string): string {
  const text = typeof value === "string" ? value : hrefOf(value);
  if (text === undefined) {
    const option = isDeployment ? "deploymentUrl" : "baseUrl";
    throwIfFailed(rust.checkOption(option, Scope.Client, false, 0));
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
  return refuse({ ...failure, message: failure.message + hint });
}
