import { type Answer, refusal } from "./answer.js";
import { isUuid } from "./checks.js";
import type { Settings } from "./options.js";
import type { Incoming } from "./request.js";

/**
 * The rules of the API's page "Update Integration". They use no code of the client, so that a test
 * notices if the client has other rules.
 */

/** Refuses a request that the key may not make. */
export function refuseKey(
  { headers }: Incoming,
  { apiKey, hasScope }: Settings,
): Answer | undefined {
  if (headers.origin !== undefined) {
    return refusal(403, "Requests from browser origins are not allowed");
  }
  if (headers.authorization !== `Bearer ${apiKey}`) {
    return refusal(401, "Invalid or missing API key");
  }
  return hasScope ? undefined : refusal(403, "No access to this integration");
}

/** Refuses an id or a body that breaks a rule. */
export function refuseInput({ id, headers, body }: Incoming): Answer | undefined {
  if (!isUuid(id)) return refusal(400, "Invalid integration ID");
  const problem = findProblem(headers["content-type"] ?? "", body);
  return problem === undefined ? undefined : refusal(400, `Invalid request body: ${problem}`);
}

function findProblem(contentType: string, body: unknown): string | undefined {
  if (!/^application\/json *(;|$)/i.test(contentType)) {
    return "content-type must be application/json";
  }
  if (body === undefined) return "not JSON";
  if (!isObject(body)) return "not an object";
  for (const [field, value] of Object.entries(body)) {
    const problem = findFieldProblem(field, value);
    if (problem !== undefined) return `${field} ${problem}`;
  }
  return undefined;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function findFieldProblem(field: string, value: unknown): string | undefined {
  const rule = FIELD_RULES.get(field);
  if (rule === undefined) return "is not a field";
  return typeof value === "string" ? rule(value) : "must be a string";
}

const FIELD_RULES = new Map([
  ["name", (value: string) => tooLong(value, 40)],
  ["description", (value: string) => tooLong(value, 90)],
  ["iconUrl", (value: string) => (isWebUrl(value) ? undefined : "must be a URL")],
  ["color", (value: string) => (isHexColor(value) ? undefined : "must be a hex color code")],
]);

/** Counts code points, as the iterator of a string does. */
function tooLong(value: string, maximum: number): string | undefined {
  return [...value].length > maximum ? `must be at most ${maximum} characters` : undefined;
}

function isWebUrl(value: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

function isHexColor(value: string): boolean {
  return /^#[0-9a-f]+$/i.test(value) && [4, 5, 7, 9].includes(value.length);
}
