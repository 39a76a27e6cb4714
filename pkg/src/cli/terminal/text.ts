/** Characters that a terminal acts on: control characters, and those that change the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}]/gu;

/** A text that a terminal shows as it is, on one line. */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(UNPRINTABLE, "?");
}

/** A number with its thousands apart: 12,345. */
export function digits(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number of things: "1 row", "2 rows". */
export function count(value: number, thing: string): string {
  return `${digits(value)} ${thing}${value === 1 ? "" : "s"}`;
}

/** A time for people: "4 s", "3 min 20 s", "2 h 5 min". */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
