import { enterSafely, readIssues } from "./failure.js";
import { isSurelyValid, Snapshot } from "./snapshot.js";
import type { IntegrationUpdate, StandardSchemaV1, ValidationIssue } from "./types.js";

/**
 * Every rule that the changes break, `[]` if they break none. Sends nothing, also works in a browser.
 *
 * @param changes - what is to be passed to {@link updateIntegration}; any value
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
  return enterSafely((rust) =>
    isSurelyValid(rust, undefined, snapshot) ? [] : readIssues(rust.findIssues(snapshot)),
  );
}
