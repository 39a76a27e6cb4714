import type { Integration } from "../types.js";
import { isWholeNumber, LONGEST_MS, readId } from "./checks.js";
import type { FakeOdeusOptions, FakeRateLimit } from "./types.js";

/** The options after they were read once. The objects are copies. */
export interface Settings {
  readonly apiKey: string;
  readonly hasScope: boolean;
  /** By their ids. `undefined`: each id exists. */
  readonly integrations: ReadonlyMap<string, Integration> | undefined;
  readonly forbidden: ReadonlySet<string>;
  readonly rateLimit: Required<FakeRateLimit> | undefined;
}

const NAMES = ["apiKey", "scopes", "integrations", "forbidden", "rateLimit"];
const FORMS = ["seconds", "date", "ms", "none"];

/** Reads the options. Throws a TypeError for a wrong one. */
export function readOptions(options: FakeOdeusOptions): Settings {
  for (const name of Object.keys(options)) {
    check(NAMES.includes(name), `${name} is not an option. The options are ${NAMES.join(", ")}`);
  }
  const { apiKey = "test-key", scopes = ["INTEGRATION_API"], integrations = "any" } = options;
  const { forbidden = [], rateLimit } = options;
  check(typeof apiKey === "string" && apiKey !== "", "apiKey is a string that is not empty");
  check(Array.isArray(scopes), "scopes is an array of strings");
  check(integrations === "any" || isList(integrations), 'integrations is "any" or a list');
  check(isList(forbidden), "forbidden is a list of ids");
  return {
    apiKey,
    hasScope: scopes.includes("INTEGRATION_API"),
    integrations: integrations === "any" ? undefined : copyIntegrations(integrations),
    forbidden: new Set([...forbidden].map((id) => readId(id, "An id of forbidden"))),
    rateLimit: rateLimit === undefined ? undefined : readRateLimit(rateLimit),
  };
}

/** Copies integrations, by their ids in lower case. */
export function copyIntegrations(list: Iterable<Integration>): Map<string, Integration> {
  const copies = [...list].map((integration) => {
    const id = readId(integration?.id, "The id of an integration");
    return [id, { ...integration, id }] as const;
  });
  return new Map(copies);
}

function readRateLimit({ requests, perMs, retryAfter = "seconds" }: FakeRateLimit) {
  const { MAX_SAFE_INTEGER } = Number;
  check(isWholeNumber(requests, 0, MAX_SAFE_INTEGER), "rateLimit.requests is a number from 0");
  check(isWholeNumber(perMs, 1, LONGEST_MS), `rateLimit.perMs is from 1 to ${LONGEST_MS}`);
  check(FORMS.includes(retryAfter), `rateLimit.retryAfter is one of ${FORMS.join(", ")}`);
  return { requests, perMs, retryAfter };
}

/** Whether a value can be read as a list. A string would be read as its letters. */
function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function check(isRight: boolean, rule: string): asserts isRight {
  if (!isRight) throw new TypeError(`createFakeOdeus: ${rule}.`);
}
