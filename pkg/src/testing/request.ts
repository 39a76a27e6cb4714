import { decodeUtf8 } from "../runtime/encoding.js";

/** A request as the fake Odeus reads it. */
export interface Incoming {
  /** As it stands in the address. */
  readonly id: string;
  /** With names in lower case. */
  readonly headers: Record<string, string>;
  /** The JSON value of the body; `undefined` if the body is not JSON. */
  readonly body: unknown;
  readonly signal: AbortSignal | undefined;
}

/** What `fetch` takes. The client passes less, but a wrapper of a test may pass other forms. */
interface Init {
  readonly method?: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** The end of a path. In front of it is the path of the base URL. */
const PATH = /\/integrations\/v1\/([^/]+)$/;

/**
 * Reads a request. Throws an error for a method or a path that the API's page does not have. The message
 * names neither the query nor the headers, because they may have secrets.
 */
export function readRequest(url: unknown, init: Init | undefined): Incoming {
  const { method = "GET", headers, body, signal } = init ?? {};
  const { pathname, search } = parse(String(url));
  const id = PATH.exec(pathname)?.[1];
  if (id === undefined || search !== "" || method !== "PATCH") {
    throw new Error(
      `The fake Odeus knows only PATCH {base}/integrations/v1/{integrationId}. It got ${method} ` +
        `${pathname}${search === "" ? "" : " with a query"}.`,
    );
  }
  return { id, headers: readHeaders(headers), body: readBody(body), signal: signal ?? undefined };
}

function parse(url: string): { pathname: string; search: string } {
  try {
    return new URL(url);
  } catch {
    return { pathname: "an address that is not absolute", search: "" };
  }
}

function readHeaders(headers: unknown): Record<string, string> {
  const isList = typeof headers === "object" && headers !== null && Symbol.iterator in headers;
  const entries = isList
    ? [...(headers as Iterable<[string, string]>)]
    : Object.entries(headers ?? {});
  return Object.fromEntries(
    entries.map(([name, value]) => [String(name).toLowerCase(), String(value)]),
  );
}

function readBody(body: unknown): unknown {
  try {
    return JSON.parse(
      ArrayBuffer.isView(body) ? decodeUtf8(body as Uint8Array, true) : String(body),
    );
  } catch {
    return undefined;
  }
}
