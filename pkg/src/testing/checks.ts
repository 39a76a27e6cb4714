/** The longest time of a timer. */
export const LONGEST_MS = 2 ** 31 - 1;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

export function isWholeNumber(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && least <= Number(value) && Number(value) <= most;
}

/** An id in lower case. Throws for anything but a UUID; `where` says in the message what it is. */
export function readId(value: unknown, where: string): string {
  if (isUuid(value)) return value.toLowerCase();
  throw new TypeError(`${where} is not a UUID.`);
}
