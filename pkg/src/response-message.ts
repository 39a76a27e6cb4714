import { cutText } from "./error-message.js";
import type { Redactor } from "./redact.js";

/** The most characters of a body that is kept as text. */
const BODY_LIMIT = 2_000;

/** The most characters of the API's own message that are shown. */
const MESSAGE_LIMIT = 300;

/** Adds the API's own message to what a status means, and keeps the body, both without the key. */
export function explainStatus(
  meaning: string,
  text: string | undefined,
  redactor: Redactor,
): { message: string; body: unknown } {
  if (text === undefined || text === "") return { message: meaning, body: undefined };
  let body: unknown;
  try {
    body = redactor.json(JSON.parse(text));
  } catch {
    return { message: meaning, body: cutText(redactor.cutText(text), BODY_LIMIT) };
  }
  const told = messageOf(body);
  if (told === undefined) return { message: meaning, body };
  return { message: `${meaning} The API says: ${cutText(told, MESSAGE_LIMIT)}`, body };
}

/** `{message}`, `{error: "..."}` or `{error: {message}}`. */
function messageOf(body: unknown): string | undefined {
  const error = ownProperty(body, "error");
  const candidates = [ownProperty(body, "message"), error, ownProperty(error, "message")];
  return candidates.find((text): text is string => typeof text === "string" && text !== "");
}

/** An own property of an object, `undefined` of anything else. */
export function ownProperty(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
