import type { Fetch, Integration, IntegrationUpdate } from "../types.js";

/** The options of {@link createFakeOdeus}. */
export interface FakeOdeusOptions {
  /**
   * The only right key. A request with another key gets a 401.
   * @defaultValue "test-key"
   */
  apiKey?: string | undefined;
  /**
   * The scopes of the key. Without the scope `INTEGRATION_API` each request gets a 403.
   * @defaultValue ["INTEGRATION_API"]
   */
  scopes?: readonly string[] | undefined;
  /**
   * The integrations that exist. A request for another id gets a 404. The objects are copied, so they
   * are never changed.
   * @defaultValue "any": each id exists, with an empty name and an empty description
   */
  integrations?: Iterable<Integration> | "any" | undefined;
  /** The ids of integrations to which the key has no access. A request for one of them gets a 403. */
  forbidden?: Iterable<string> | undefined;
  /** The rate limit. Without it, there is none. */
  rateLimit?: FakeRateLimit | undefined;
}

/**
 * A rate limit. A period begins with the first request after the end of the period before it. When the
 * period has had all its requests, each further one gets a 429. The clock is the global `Date.now`.
 */
export interface FakeRateLimit {
  /** The requests in a period: a whole number from 0. With 0 each request gets a 429. */
  requests: number;
  /** The length of a period, in milliseconds. From 1 to 2147483647. */
  perMs: number;
  /**
   * How a 429 names the time until the period ends: `"seconds"` and `"date"` are the two forms of the
   * header `retry-after`, `"ms"` is the header `retry-after-ms`, and `"none"` is no header.
   * @defaultValue "seconds"
   */
  retryAfter?: "seconds" | "date" | "ms" | "none" | undefined;
}

/** An Odeus for tests. It needs no network, and it has no timer while no request waits. */
export interface FakeOdeus {
  /** Pass this function to the client as its option `fetch`. It works without the object, too. */
  readonly fetch: Fetch;
  /**
   * The integrations by their ids in lower case, as the updates left them. A test may change the map.
   * An update replaces the object of an integration and never changes it.
   */
  readonly integrations: Map<string, Integration>;
  /** The requests since the start or the last {@link FakeOdeus.reset}, in the order of their arrival. */
  readonly requests: readonly FakeRequest[];
  /**
   * Shows these faults to the next requests: one fault to one request, in this order.
   *
   * @throws TypeError for a value that no function of {@link fault} returned.
   */
  next(...faults: Fault[]): this;
  /**
   * Does the same for the requests of one integration. These faults come before those of
   * {@link FakeOdeus.next}.
   *
   * @param id - a UUID, in any case
   * @throws TypeError if the id is not a UUID.
   */
  for(id: string): {
    /** Shows these faults to the next requests of the integration. */
    next(...faults: Fault[]): void;
  };
  /**
   * Checks that each fault was shown to a request. Call it at the end of a test.
   *
   * @throws Error that names the faults which are left.
   */
  assertDone(): void;
  /**
   * Forgets the requests and the faults, begins a new period of the rate limit, and restores the
   * integrations. A request that still waits by {@link Faults.delay} makes no update and gets a broken
   * connection.
   */
  reset(): void;
}

/** A request that the fake Odeus got. The API key is not in it. */
export interface FakeRequest {
  /** The integration's id in lower case. */
  readonly id: string;
  /** The fields to change, as they were sent. `{}` if the body is not a JSON object. */
  readonly changes: IntegrationUpdate;
  /** The headers without `authorization`. The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the request arrived, in milliseconds since 1970. */
  readonly at: number;
  /** The status of the answer. Absent while there is no answer. */
  readonly status?: number;
}

/** What goes wrong with one request. The functions of {@link fault} make it. It may be used many times. */
export interface Fault {
  /** The function that made it, and what was passed, such as `"status(503)"`. */
  readonly description: string;
}

/** The functions that make faults; see {@link fault}. */
export interface Faults {
  /**
   * Answers with a status. A status from 200 to 299 needs a request that the API accepts, and makes
   * its update. With any other status the API does not see the request.
   *
   * @param status - a whole number from 200 to 599
   * @param body - a string is sent as it is, `null` is an empty body, and anything else becomes JSON.
   * Without it, the body is the API's own: the integration, or a message.
   * @param headers - headers to add
   * @throws RangeError for another status; TypeError for a body that is not JSON, or for headers that
   * are not strings.
   */
  status(status: number, body?: unknown, headers?: Record<string, string>): Fault;
  /**
   * Answers with a 429.
   *
   * @param options - `retryAfterMs` is the wait that the answer asks for, in milliseconds, from 0 to
   * 2147483647. Without it, the answer names none. Whole seconds are sent as `retry-after`, and other
   * waits as `retry-after-ms`.
   * @throws RangeError for another wait.
   */
  rateLimited(options?: { retryAfterMs?: number | undefined }): Fault;
  /**
   * Waits before the API sees the request, and then answers as usual. A request that is aborted before
   * that makes no update.
   *
   * @param ms - the wait in milliseconds, from 0 to 2147483647, by the global `setTimeout`
   * @throws RangeError for another wait.
   */
  delay(ms: number): Fault;
  /** Refuses the connection. The request does not reach the API. */
  refused(): Fault;
  /** Breaks the connection before an answer. The API does not see the request. */
  reset(): Fault;
  /** Never answers. The API does not see the request. */
  hang(): Fault;
  /** Makes the update and sends the head of a 200, but the body never ends. */
  hangBody(): Fault;
  /** Makes the update and sends the head of a 200, but the connection breaks within the body. */
  breakBody(): Fault;
  /**
   * Makes the update and answers with a 200, but with another body.
   *
   * @param text - the body, such as the page of a proxy
   */
  badBody(text: string): Fault;
  /** Makes the update, but the connection breaks before an answer. */
  appliedThenLost(): Fault;
}
