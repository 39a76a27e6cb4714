import { readQuietly } from "./quietly.js";

/** The address that the runtime's parser makes of a text, `undefined` if it takes none. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The address of a `URL`, told by what it has: other realms and polyfills have their own class. */
export function hrefOf(value: unknown): string | undefined {
  const isUrl = typeof value === "object" && typeof readQuietly(value, "origin") === "string";
  const href = isUrl ? readQuietly(value, "href") : undefined;
  return typeof href === "string" ? href : undefined;
}
