import { MESSAGE_LIMIT } from "../limits.js";

/** Cuts a message to its limit, but not inside a character. */
export function errorMessage(text: string): string {
  return text.length <= MESSAGE_LIMIT ? text : `${cutText(text, MESSAGE_LIMIT - 3)}...`;
}

/** Characters that a terminal acts on: control characters, and those that change the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A text as one line without control characters, so that a terminal shows it as it is. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(UNPRINTABLE, "").trim();
}

/** The first UTF-16 code units of a text; one less if the cut would split a character. */
export function cutText(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.isWellFormed() ? cut : cut.replace(/[\uD800-\uDBFF]$/, "");
}
