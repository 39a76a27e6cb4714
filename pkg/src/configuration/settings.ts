import { BaseSource, DefaultNumber, Obstacle, Scope } from "../../generated/bindings.js";
import type { Sender } from "../../generated/functions.js";
import { readFailure, refuse, throwIfFailed } from "../errors/failure.js";
import { KEY_LIMIT } from "../limits.js";
import type { Bindings } from "../module/instance.js";
import { ownProperty, quietly, readQuietly } from "../runtime/quietly.js";
import { hrefOf, parseUrl } from "../runtime/url.js";
import type { AttemptEvent, Fetch } from "../types.js";
import { readVariable } from "./environment.js";
import { type GivenOptions, readOptions } from "./options.js";
import { Redactor } from "./redactor.js";

/** The options after the checks, with the defaults filled in. */
export interface Settings {
  /** Takes the key out of texts and values. It is made once for each client, not for each call. */
  readonly redactor: Redactor;
  /** The start of each address: everything before the integration's id. */
  readonly prefix: string;
  /** All headers of a request, with names in lower case and with `authorization`. */
  readonly headers: Record<string, string>;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly maxRetries: number;
  readonly sender: Sender;
  readonly onAttempt: ((event: AttemptEvent) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Looks up the runtime's `fetch` at each call, because a test may replace it. */
const RUNTIME_SENDER = senderOf((url, init) => globalThis.fetch(url, init));

/** Whether a call uses the function in the `fetch` option. */
export function hasOwnFetch({ sender }: Settings): boolean {
  return sender !== RUNTIME_SENDER;
}

/**
 * Checks that there is a `fetch` for a call. A client may be made before the runtime has one.
 *
 * @throws a refusal if there is none
 */
export function requireFetch(rust: Bindings, settings: Settings): void {
  if (!hasOwnFetch(settings) && typeof readQuietly(globalThis, "fetch") !== "function") {
    throwIfFailed(rust.describeObstacle(Obstacle.NoFetch));
  }
}

/** Makes a sender that rejects if `fetch` throws. {@link Sender} says why. */
function senderOf(fetch: Fetch): Sender {
  return {
    fetch: (url, init) => {
      try {
        return fetch(url, init);
      } catch (thrown) {
        return Promise.reject(thrown);
      }
    },
  };
}

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
  return complete(given, {
    redactor: new Redactor(apiKey),
    prefix: rust.requestPrefix(base),
    headers: rust.requestHeaders(apiKey),
    timeoutMs: DefaultNumber.TimeoutMs,
    attemptTimeoutMs: DefaultNumber.AttemptTimeoutMs,
    maxRetries: DefaultNumber.MaxRetries,
    sender: RUNTIME_SENDER,
    onAttempt: undefined,
    signal: undefined,
  });
}

/**
 * What takes the key out of an error about the options: the caller may have put the key into the name of
 * a header, for example.
 */
export function redactorOf(options: unknown): Redactor {
  let key: unknown;
  quietly(() => {
    key = ownProperty(options, "apiKey");
  });
  const text = typeof key === "string" ? key : readVariable("ODEUS_API_KEY");
  return new Redactor(text !== undefined && text.length <= KEY_LIMIT ? text : "");
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
    prefix: otherwise.prefix,
    headers: { ...otherwise.headers, ...given.headers },
    timeoutMs: given.timeoutMs ?? otherwise.timeoutMs,
    attemptTimeoutMs: given.attemptTimeoutMs ?? otherwise.attemptTimeoutMs,
    maxRetries: given.maxRetries ?? otherwise.maxRetries,
    sender: given.fetch === undefined ? otherwise.sender : senderOf(given.fetch),
    onAttempt: given.onAttempt ?? otherwise.onAttempt,
    signal: given.signal ?? otherwise.signal,
  };
}

/** The key and the base address. Each comes from the options or, if it is not there, the environment. */
function readKeyAndBase(
  rust: Bindings,
  given: GivenOptions,
): { apiKey: string; base: string | undefined } {
  const { baseUrl, deploymentUrl } = given;
  const apiKey = given.apiKey ?? readVariable("ODEUS_API_KEY");
  throwIfFailed(rust.checkKey(apiKey, given.apiKey === undefined));
  if (baseUrl !== undefined && deploymentUrl !== undefined) {
    throwIfFailed(rust.describeObstacle(Obstacle.TwoBases));
  }
  return { apiKey: apiKey as string, base: readBase(rust, given) };
}

/** The base address, `undefined` if neither the options nor the environment have one. */
function readBase(rust: Bindings, given: GivenOptions): string | undefined {
  const { baseUrl, deploymentUrl, allowHttp = false } = given;
  if (baseUrl !== undefined) return checkBase(rust, BaseSource.BaseUrl, baseUrl, allowHttp);
  if (deploymentUrl !== undefined) {
    return checkBase(rust, BaseSource.DeploymentUrl, deploymentUrl, allowHttp);
  }
  const variable = readVariable("ODEUS_BASE_URL");
  return variable && checkBase(rust, BaseSource.Environment, variable, allowHttp);
}

function checkBase(rust: Bindings, source: BaseSource, value: unknown, allowHttp: boolean): string {
  const text = typeof value === "string" ? value : hrefOf(value);
  if (text === undefined) {
    const option = source === BaseSource.DeploymentUrl ? "deploymentUrl" : "baseUrl";
    throwIfFailed(rust.checkOption(option, Scope.Client, false, 0));
  }
  const url = parseUrl(String(text));
  const base = rust.checkBase(
    source,
    allowHttp,
    url?.protocol ?? "",
    url?.host ?? "",
    url?.hostname ?? "",
    url?.pathname ?? "",
    `${url?.username}${url?.password}` !== "",
    /[?#]/.test(url?.href ?? ""),
  );
  return typeof base === "string" ? base : refuse(readFailure(base));
}
