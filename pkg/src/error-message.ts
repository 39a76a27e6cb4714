/** The longest message of an error, in UTF-16 units. */
const MESSAGE_LIMIT = 500;

/** A message within the limit, not cut inside a character. */
export function errorMessage(text: string): string {
  return text.length <= MESSAGE_LIMIT ? text : `${cutText(text, MESSAGE_LIMIT - 3)}...`;
}

/** The first UTF-16 units of a text, one less if the cut would split a character. */
export function cutText(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  return cut.isWellFormed() ? cut : cut.replace(/[\uD800-\uDBFF]$/, "");
}
