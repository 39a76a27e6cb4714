import type { Redactor } from "../configuration/redactor.js";
import { enter } from "../module/instance.js";
import { parseUrl } from "../runtime/url.js";
import type { FetchResponse } from "../types.js";

/** A header of a response. `undefined` if it is missing, and for a test double without real headers. */
function readHeader(response: FetchResponse, name: string): string | undefined {
  try {
    const value: unknown = response.headers?.get?.(name);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A value without the spaces and tabs around it (RFC 9110, 5.5). Node does not remove those at the
 * end.
 *
 * A regular expression could need minutes for the end of a value with many spaces in it.
 */
function trim(value: string): string {
  const isBlank = (index: number): boolean => value[index] === " " || value[index] === "\t";
  let start = 0;
  let end = value.length;
  while (isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return value.slice(start, end);
}

/** The API's id of the request. */
export function readRequestId(response: FetchResponse, redactor: Redactor): string | undefined {
  const id = readHeader(response, "x-request-id") ?? readHeader(response, "request-id");
  return id === undefined ? undefined : trim(redactor.text(id));
}

/** The media type of the body, such as `text/html`. */
export function readContentType(response: FetchResponse, redactor: Redactor): string | undefined {
  const type = readHeader(response, "content-type");
  return type === undefined ? undefined : redactor.quote(type);
}

/**
 * The address to which a redirect leads, without user info, query and fragment, because these may be
 * secret. `undefined` if there is none.
 *
 * @param url - the address of the request; a relative location is resolved against it
 */
export function readLocation(
  response: FetchResponse,
  url: string,
  redactor: Redactor,
): string | undefined {
  const location = readHeader(response, "location");
  const target = location === undefined ? undefined : parseUrl(redactor.text(location), url);
  // Addresses such as `data:` have no origin.
  if (target === undefined || target.origin === "null") return undefined;
  const { origin, pathname } = target;
  const path = decode(pathname);
  // A path that cannot be decoded may contain the key with percent-encoding. The parser has decoded
  // the host, so the origin may contain the key as it is.
  const isShown = path !== undefined && !redactor.finds(path);
  return redactor.quote(isShown ? origin + pathname : origin);
}

/** A path without percent-encoding; `undefined` if the encoding is wrong. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The wait that the API asks for, in milliseconds. */
export function readRetryAfter(response: FetchResponse, redactor: Redactor): number | undefined {
  const read = (name: string): string | undefined => {
    const value = readHeader(response, name);
    // A value that contains the key is not a wait, and must not enter the module's memory.
    return value === undefined || redactor.finds(value) ? undefined : value;
  };
  const [retryAfter, retryAfterMs] = [read("retry-after"), read("retry-after-ms")];
  if (retryAfter === undefined && retryAfterMs === undefined) return undefined;
  return enter((rust) => rust.readRetryAfter(retryAfter, retryAfterMs, read("date"), Date.now()));
}
