import type { Redactor } from "../configuration/redactor.js";
import { cutText } from "../errors/message.js";
import { BODY_TEXT_LIMIT, QUOTE_LIMIT } from "../limits.js";
import { ownProperty } from "../runtime/quietly.js";

/** A body for an error, without the key: parsed JSON, or a text that is cut. */
export function readBody(text: string | undefined, redactor: Redactor): unknown {
  if (text === undefined || text === "") return undefined;
  try {
    return redactor.json(JSON.parse(text));
  } catch {
    return cutText(redactor.cutText(text), BODY_TEXT_LIMIT);
  }
}

/** Adds the API's own message to a message, if the body has one. */
export function addApiMessage(message: string, body: unknown): string {
  const told = apiMessage(body);
  return told === undefined ? message : `${message} The API says: ${cutText(told, QUOTE_LIMIT)}`;
}

/** Adds the status and the content type to a message about a 2xx that is not the API's answer. */
export function addContentType(
  message: string,
  status: number | undefined,
  contentType: string | undefined,
): string {
  const type =
    contentType === undefined
      ? "without a content type"
      : `with the content type ${cutText(contentType, QUOTE_LIMIT)}`;
  return `${message} It came with status ${status}, ${type}.`;
}

/** The API's own message, from `{message}`, `{error: "..."}` or `{error: {message}}`. */
function apiMessage(body: unknown): string | undefined {
  const error = ownProperty(body, "error");
  const candidates = [ownProperty(body, "message"), error, ownProperty(error, "message")];
  return candidates.find((text): text is string => typeof text === "string" && text !== "");
}
