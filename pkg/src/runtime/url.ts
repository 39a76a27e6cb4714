import { readQuietly } from "./quietly.js";

/**
 * Parses a text with the runtime's parser; `undefined` if the parser refuses it. A relative address
 * needs a base.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * The address of a `URL`; `undefined` for any other value. The properties decide, because other realms
 * and polyfills have their own class.
 */
export function hrefOf(value: unknown): string | undefined {
  const isUrl = typeof value === "object" && typeof readQuietly(value, "origin") === "string";
  const href = isUrl ? readQuietly(value, "href") : undefined;
  return typeof href === "string" ? href : undefined;
}
