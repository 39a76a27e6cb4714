import type { IntegrationUpdate, ValidationIssue } from "../../types.js";
import type { Sdk } from "../sdk.js";
import type { Row } from "./row.js";

/** What is wrong with a part of a row. */
export interface RowIssue {
  readonly message: string;
  readonly path: readonly string[];
  readonly code?: ValidationIssue["code"];
}

/** A row after the check: what can be sent, or what is wrong. */
export type CheckedRow =
  | { readonly id: string; readonly changes: IntegrationUpdate; readonly issues?: undefined }
  | { readonly id?: string; readonly issues: readonly RowIssue[] };

/** Checks a row by the rules of the package. */
export function checkRow(sdk: Sdk, { value, problem }: Row): CheckedRow {
  if (problem !== undefined) return { issues: [{ message: problem, path: [] }] };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message =
      'The row must be an object with an id and fields: {"id": "...", "name": "..."}.';
    return { issues: [{ message, path: [] }] };
  }
  const { id, ...changes } = value as Record<string, unknown>;
  const issues = [...findIdIssues(sdk, id), ...sdk.validateIntegrationUpdate(changes)];
  const shown = typeof id === "string" ? { id } : {};
  return issues.length > 0 ? { ...shown, issues } : { id: id as string, changes };
}

function findIdIssues(sdk: Sdk, id: unknown): RowIssue[] {
  if (id === undefined) return [{ message: "The row has no id.", path: ["id"] }];
  const result = sdk.integrationIdSchema["~standard"].validate(id);
  if (!("issues" in result) || result.issues === undefined) return [];
  return result.issues.map((issue) => ({ ...issue, path: ["id"] }) as RowIssue);
}
