import { defineValue } from "../runtime/objects.js";
import type { Applied } from "../types.js";

/** Marks the classes for `instanceof`, across copies of the package and realms. */
export const KIND = Symbol.for("odeus-integrations.error");

/** What the errors of a class have in common. */
interface ClassProperties<Code> {
  readonly name: string;
  /** Absent for a class whose errors can have several codes. */
  readonly code?: NoInfer<Code>;
  /** The value of `applied` if the details of an error do not say it. */
  readonly applied?: Applied;
  /** The value of `retryable` if the details of an error do not say it. */
  readonly retryable?: boolean;
}

/**
 * Puts the properties of a class on its prototype, and marks the class with its name. A minifier cannot
 * change this name. A subclass inherits what it does not define.
 */
export function define<Code>(
  { prototype }: { prototype: { readonly code: Code } },
  properties: ClassProperties<Code>,
): void {
  for (const [key, value] of Object.entries(properties)) defineValue(prototype, key, value, false);
  defineValue(prototype, KIND, properties.name, false);
}

/** Copies the details that are present. A property that does not apply is absent. */
export function copy(
  target: object,
  details: object,
  names: readonly string[] = Object.keys(details),
): void {
  for (const name of names) {
    const value: unknown = Object.hasOwn(details, name) ? Reflect.get(details, name) : undefined;
    if (value !== undefined) defineValue(target, name, value, true);
  }
}
