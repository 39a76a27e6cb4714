import { enterSafely, readIssues } from "../errors/failure.js";
import type { IntegrationUpdate, StandardSchemaV1, ValidationIssue } from "../types.js";
import { isSurelyValid, Snapshot } from "./snapshot.js";

/**
 * Finds every rule that the changes break. Sends nothing, and also works in a browser.
 *
 * @param changes - any value: the changes for `updateIntegration`
 * @returns one issue for each broken rule, `[]` if no rule is broken
 */
export function validateIntegrationUpdate(changes: unknown): ValidationIssue[] {
  return findIssues(new Snapshot(changes));
}

/** The same rules as a Standard Schema, for form libraries, routers and tools. */
export const integrationUpdateSchema: StandardSchemaV1<IntegrationUpdate> = {
  "~standard": {
    version: 1,
    vendor: "odeus-integrations",
    validate(value) {
      const snapshot = new Snapshot(value);
      const issues = findIssues(snapshot);
      if (issues.length > 0) return { issues };
      const fields = (snapshot.entries ?? []).map(({ key, value }) => [key, value]);
      return { value: Object.fromEntries(fields) as IntegrationUpdate };
    },
  },
};

function findIssues(snapshot: Snapshot): ValidationIssue[] {
  return enterSafely(findIssues, (rust) =>
    isSurelyValid(rust, undefined, snapshot) ? [] : readIssues(rust.findIssues(snapshot)),
  );
}
