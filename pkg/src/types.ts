/**
 * The fields of an integration to change. Leave a field out, or `undefined`, to keep its value.
 *
 * Strings are sent unchanged: nothing is trimmed or normalised. The limits come from the API's page
 * "Update Integration". A string with a lone surrogate is refused, because it cannot be sent unchanged.
 */
export interface IntegrationUpdate {
  /** The name, at most 40 Unicode code points, as JSON Schema's `maxLength` counts. */
  name?: string | undefined;
  /** What the integration is for, at most 90 Unicode code points, as JSON Schema's `maxLength` counts. */
  description?: string | undefined;
  /** The address of the icon: an absolute `http:` or `https:` URL. */
  iconUrl?: string | undefined;
  /**
   * The colour as a hex code: `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`, in upper or
   * lower case.
   */
  color?: string | undefined;
}

/** The API's answer to an update. */
export interface UpdateIntegrationResponse {
  /** The integration as it is after the update. */
  integration: Integration;
}

/** An integration as the API shows it. Fields that the API adds later are kept. */
export interface Integration {
  /** The integration's UUID. */
  id: string;
  /** The name. */
  name: string;
  /** What the integration is for. */
  description: string;
  /** Every other field that the API sends. */
  [field: string]: unknown;
}

/** Whether a call made the update; see {@link OdeusError.applied}. */
export type Applied = "no" | "unknown" | "yes";

/** The code of an error: the kind of the failure. Each code belongs to one class. */
export type OdeusErrorCode =
  | "invalid_input"
  | "invalid_configuration"
  | "unsupported_environment"
  | "bad_request"
  | "authentication_failed"
  | "permission_denied"
  | "not_found"
  | "rate_limited"
  | "server_error"
  | "unexpected_redirect"
  | "unexpected_status"
  | "connection_failed"
  | "timed_out"
  | "aborted"
  | "invalid_response"
  | "source_failed"
  | "internal_error";

/** The rule that an input breaks. */
export type ValidationIssueCode =
  | "invalid_uuid"
  | "invalid_type"
  | "unknown_field"
  | "invalid_unicode"
  | "too_long"
  | "invalid_url"
  | "invalid_color";

/** One broken rule of the input. */
export interface ValidationIssue {
  /** The rule. */
  readonly code: ValidationIssueCode;
  /** What is wrong, and what to do. */
  readonly message: string;
  /** Where: `["integrationId"]`, a field such as `["name"]`, or `[]` for the changes themselves. */
  readonly path: readonly string[];
  /** For `too_long`: the limit, in code points. */
  readonly maximum?: number;
  /** For `too_long`: the size in code points, if the string has at most 10,000 UTF-16 units. */
  readonly actual?: number;
  /** For `unknown_field`: the field that was probably meant. */
  readonly suggestion?: string;
}

/** One attempt, as `onAttempt` gets it. A property that does not apply is absent. No secret is in it. */
export interface AttemptEvent {
  /** The same for all attempts of a call. No other call in the process has it. */
  readonly callId: string;
  /** The integration's id in lower case. */
  readonly integrationId: string;
  /** 1, 2, ... */
  readonly attempt: number;
  /** The method of the request. */
  readonly method: "PATCH";
  /** The address of the request. */
  readonly url: string;
  /** The path of the request with a placeholder for the id, to group requests by. */
  readonly urlTemplate: "/integrations/v1/{integrationId}";
  /** When the attempt began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** How long the attempt took, in milliseconds. */
  readonly durationMs: number;
  /** The response's status, if a response came. */
  readonly status?: number;
  /** The error's code, if the attempt failed. */
  readonly code?: OdeusErrorCode;
  /** The API's id of the request, if the response had one. */
  readonly requestId?: string;
  /** The wait that the API asked for, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The wait before the next attempt, in milliseconds; absent if this was the last. */
  readonly retryDelayMs?: number;
}

/**
 * A function that sends, such as the runtime's own `fetch`.
 *
 * The type has only what the package needs. The functions `fetch` of the runtimes, of undici and of
 * node-fetch fit without a cast. So does a function that adds something to `init`, or a test double.
 */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** What the package passes to a {@link Fetch}, as one new object for each attempt. */
export interface FetchInit {
  /** Always `"PATCH"`. */
  method: string;
  /** All headers, with names in lower case. `authorization` has the key. */
  headers: Record<string, string>;
  /** The fields to change, as JSON. */
  body: string;
  /** Always `"manual"`: a redirect must not carry the key to another address. */
  redirect: "manual";
  /** Is aborted when the attempt ends by a deadline or by the caller's signal. */
  signal: AbortSignal;
}

/**
 * What the package reads from a response. Test doubles may leave out everything but `status`.
 *
 * The body is read from the stream `body` if it has a `getReader`, otherwise by the first of
 * `arrayBuffer`, `text` and `json` that exists.
 */
export interface FetchResponse {
  /** The status, 0 to 999. */
  readonly status: number;
  /** The headers. A response without them counts as one whose headers are empty. */
  readonly headers?:
    | {
        /** The value of a header; `null` or `undefined` if it is absent. */
        get(name: string): string | null | undefined;
      }
    | undefined;
  /** The stream of the body; `null` if the body is empty. */
  readonly body?: object | null | undefined;
  /** Reads the whole body as bytes. */
  arrayBuffer?(): Promise<ArrayBuffer>;
  /** Reads the whole body as text. */
  text?(): Promise<string>;
  /** Reads the whole body as a JSON value. */
  json?(): Promise<unknown>;
}

/** Options that a client and a single call share. */
interface CommonOptions {
  /**
   * The deadline of the whole call, in milliseconds. It covers every attempt, wait and body. From 1 to
   * 2147483647.
   * @defaultValue 30_000
   */
  timeoutMs?: number | undefined;
  /**
   * The deadline of one attempt, in milliseconds. It covers the body, too. From 1 to 2147483647.
   * @defaultValue 9_000
   */
  attemptTimeoutMs?: number | undefined;
  /**
   * How many attempts may follow the first: a whole number from 0 to 10.
   * @defaultValue 2
   */
  maxRetries?: number | undefined;
  /**
   * Headers to add to every request. Not `authorization`, `content-type` or `host`, and not a header
   * that frames the message, such as `content-length` or `connection`.
   */
  headers?: Record<string, string> | undefined;
  /** Called after every attempt, before the wait; what it throws is ignored. */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** The options of an {@link OdeusClient}. */
export interface ClientOptions extends CommonOptions {
  /**
   * The API key, 1 to 512 visible ASCII characters, without "Bearer ".
   * @defaultValue the environment variable `ODEUS_API_KEY`
   */
  apiKey?: string | undefined;
  /**
   * The address under which the API's paths begin, used unchanged. `https:`, or `http:` on a
   * loopback host or with `allowHttp`; no user info, query or fragment. Not together with
   * `deploymentUrl`.
   * @defaultValue the environment variable `ODEUS_BASE_URL`, or `https://api.odeus.ai`
   */
  baseUrl?: string | URL | undefined;
  /** A dedicated deployment's address; `/api/public` is appended unless it ends with that. */
  deploymentUrl?: string | URL | undefined;
  /**
   * Whether the address may be an `http:` address of any host, for a private test network. Others
   * can read the key there.
   * @defaultValue false: `http:` is only for loopback hosts
   */
  allowHttp?: boolean | undefined;
  /**
   * The function that sends, for proxies and tests.
   * @defaultValue the runtime's own `fetch`
   */
  fetch?: Fetch | undefined;
}

/** The options of a single call. */
export interface RequestOptions extends CommonOptions {
  /** Ends the call at once, with an {@link AbortError}. One signal may serve any number of calls. */
  signal?: AbortSignal | undefined;
}
