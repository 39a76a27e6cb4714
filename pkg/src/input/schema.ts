import { enterSafely, readIssues } from "../errors/failure.js";
import type { IntegrationUpdate, ValidationIssue } from "../types.js";
import { converter, describeChanges, describeId, describeLowerCaseId } from "./json-schema.js";
import { isSurelyValid, Snapshot } from "./snapshot.js";
import type { StandardJSONSchemaV1, StandardSchemaResult, StandardSchemaV1 } from "./standard.js";

/**
 * Finds every rule that the changes break. Sends nothing, and also works in a browser.
 *
 * @param changes - any value: the changes for `updateIntegration`
 * @returns one issue for each broken rule, `[]` if no rule is broken
 */
export function validateIntegrationUpdate(changes: unknown): ValidationIssue[] {
  return findIssues(new Snapshot(changes));
}

/** The rules of the changes as a Standard Schema and as JSON Schema, for forms, routers and tools. */
export const integrationUpdateSchema: StandardSchemaV1<IntegrationUpdate> &
  StandardJSONSchemaV1<IntegrationUpdate> = /* @__PURE__ */ schema(
  (value) => {
    const snapshot = new Snapshot(value);
    const issues = findIssues(snapshot);
    if (issues.length > 0) return { issues };
    const fields = snapshot.entries.map(({ key, value }) => [key, value]);
    return { value: Object.fromEntries(fields) as IntegrationUpdate };
  },
  describeChanges,
  describeChanges,
);

/**
 * The rule of the id as a Standard Schema and as JSON Schema. The output is the id in lower case. The path
 * of an issue is `[]`, because the id is the whole value.
 */
export const integrationIdSchema: StandardSchemaV1<string> & StandardJSONSchemaV1<string> =
  /* @__PURE__ */ schema(
    (value) =>
      enterSafely({ called: schema }, (rust) => {
        const id = rust.readId(value);
        return id === undefined
          ? { issues: readIssues(rust.findIssuesOfId(value)).map(withoutPath) }
          : { value: id };
      }),
    describeId,
    describeLowerCaseId,
  );

const VALIDATION = { called: findIssues };

function findIssues(snapshot: Snapshot): ValidationIssue[] {
  return enterSafely(VALIDATION, (rust) =>
    isSurelyValid(rust, undefined, snapshot) ? [] : readIssues(rust.findIssues(snapshot)),
  );
}

/** An issue of the id, for the schema that checks the id alone. */
function withoutPath(issue: ValidationIssue): ValidationIssue {
  return { ...issue, path: [] };
}

function schema<Value>(
  validate: (value: unknown) => StandardSchemaResult<Value>,
  describeInput: () => object,
  describeOutput: () => object,
): StandardSchemaV1<Value> & StandardJSONSchemaV1<Value> {
  const jsonSchema = { input: converter(describeInput), output: converter(describeOutput) };
  return { "~standard": { version: 1, vendor: "odeus-integrations", validate, jsonSchema } };
}
