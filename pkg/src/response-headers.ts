import { enter } from "./instance.js";
import type { Redactor } from "./redact.js";

/** A response's header; `undefined` if it has none, also where a test double has no proper headers. */
function readHeader(response: Response, name: string): string | undefined {
  try {
    const value: unknown = response.headers?.get?.(name);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The API's id of the request. */
export function readRequestId(response: Response, redactor: Redactor): string | undefined {
  const id = readHeader(response, "x-request-id") ?? readHeader(response, "request-id");
  return id === undefined ? undefined : redactor.text(id);
}

/** The wait that the API asks for, in milliseconds. */
export function readRetryAfter(response: Response, redactor: Redactor): number | undefined {
  const read = (name: string): string | undefined => {
    const value = readHeader(response, name);
    // What echoes the key is no wait, and must not enter the module's memory.
    return value === undefined || redactor.finds(value) ? undefined : value;
  };
  const [retryAfter, retryAfterMs] = [read("retry-after"), read("retry-after-ms")];
  if (retryAfter === undefined && retryAfterMs === undefined) return undefined;
  return enter((rust) => rust.readRetryAfter(retryAfter, retryAfterMs, read("date"), Date.now()));
}
