import type { Redactor } from "../configuration/redactor.js";
import { cutText } from "../errors/message.js";
import { BODY_TEXT_LIMIT, ERRORS_IN_MESSAGE, QUOTE_LIMIT } from "../limits.js";
import { ownProperty } from "../runtime/quietly.js";

/** The entities that titles of HTML have. */
const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

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
export function addApiMessage(message: string, body: unknown, redactor: Redactor): string {
  const told = redactor.quote(apiMessage(body));
  return told === "" ? message : `${message} The API says: ${told}`;
}

/** Adds the address to which a redirect leads, if there is one. */
export function addLocation(message: string, location: string | undefined): string {
  return location === undefined ? message : `${message} The redirect leads to ${location}.`;
}

/** Adds the status and the content type to a message about a 2xx that is not the API's answer. */
export function addContentType(
  message: string,
  status: number | undefined,
  contentType: string | undefined,
): string {
  const type = contentType === undefined ? "no content type" : `the content type ${contentType}`;
  return `${message} The answer has the status ${status} and ${type}.`;
}

/** The API's own message, "" for none. */
function apiMessage(body: unknown): string {
  if (typeof body === "string") return messageOfText(body);
  const error = ownProperty(body, "error");
  const candidates = [ownProperty(body, "message"), error, ownProperty(error, "message")];
  const headline = candidates.find(isMessage) ?? problemOf(body);
  const errors = ownProperty(body, "errors");
  const details = (Array.isArray(errors) ? errors.slice(0, ERRORS_IN_MESSAGE) : [])
    .map(messageOfEntry)
    .filter((text) => text !== "" && text !== headline)
    .join("; ");
  return headline === "" || details === "" ? headline + details : `${headline} (${details})`;
}

/** The title and the detail of a problem (RFC 9457). */
function problemOf(body: unknown): string {
  const parts = [ownProperty(body, "title"), ownProperty(body, "detail")].filter(isMessage);
  return [...new Set(parts)].join(": ");
}

/** The message of an entry of `errors`. */
function messageOfEntry(entry: unknown): string {
  return [entry, ownProperty(entry, "message")].find(isMessage) ?? problemOf(entry);
}

function isMessage(value: unknown): value is string {
  return typeof value === "string" && /\S/.test(value);
}

/** The message of a body that is a text: the title of HTML, or the text itself if it is short. */
function messageOfText(text: string): string {
  if (/^\s*<|<\//.test(text)) {
    const title = /<title\b[^>]*>([^<]*)<\/title/i.exec(text.slice(0, BODY_TEXT_LIMIT))?.[1];
    return (title ?? "").replace(
      /&(?:amp|lt|gt|quot|nbsp|#39);/g,
      (entity) => ENTITIES[entity] as string,
    );
  }
  return text.length <= QUOTE_LIMIT ? text : "";
}
