import type { ValidationIssue } from "../types.js";

/** A schema that form libraries and routers understand; see https://standardschema.dev. */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  /** The schema's properties. */
  readonly "~standard": StandardSchemaProps<Input, Output>;
}

/** The properties of a {@link StandardSchemaV1}. */
export interface StandardSchemaProps<Input = unknown, Output = Input>
  extends StandardTypedProps<Input, Output> {
  /** Checks a value; synchronous, and never throws. */
  readonly validate: (value: unknown) => StandardSchemaResult<Output>;
}

/** The result of a check. */
export type StandardSchemaResult<Output> =
  | {
      /** The value, if it keeps every rule. */
      readonly value: Output;
      /** Absent, if the value keeps every rule. */
      readonly issues?: undefined;
    }
  | {
      /** Every broken rule. */
      readonly issues: readonly ValidationIssue[];
    };

/** A schema that tools can read as JSON Schema; see https://standardschema.dev/json-schema. */
export interface StandardJSONSchemaV1<Input = unknown, Output = Input> {
  /** The schema's properties. */
  readonly "~standard": StandardJSONSchemaProps<Input, Output>;
}

/** The properties of a {@link StandardJSONSchemaV1}. */
export interface StandardJSONSchemaProps<Input = unknown, Output = Input>
  extends StandardTypedProps<Input, Output> {
  /** Makes JSON Schemas. */
  readonly jsonSchema: StandardJSONSchemaConverter;
}

/** Makes JSON Schemas. Each call returns a new object. */
export interface StandardJSONSchemaConverter {
  /**
   * The schema of what `validate` accepts.
   *
   * @throws a {@link ConfigurationError} for an unknown target.
   */
  readonly input: (options: StandardJSONSchemaOptions) => Record<string, unknown>;
  /**
   * The schema of what `validate` returns.
   *
   * @throws a {@link ConfigurationError} for an unknown target.
   */
  readonly output: (options: StandardJSONSchemaOptions) => Record<string, unknown>;
}

/** The options of a {@link StandardJSONSchemaConverter}. */
export interface StandardJSONSchemaOptions {
  /** The version of JSON Schema: one of the three that are named. Any other throws. */
  readonly target: "draft-2020-12" | "draft-07" | "openapi-3.0" | ({} & string);
  /** Has no effect. */
  readonly libraryOptions?: Record<string, unknown> | undefined;
}

/** The properties that both kinds of schema have. */
export interface StandardTypedProps<Input = unknown, Output = Input> {
  /** The version of the standard. */
  readonly version: 1;
  /** The package that made the schema. */
  readonly vendor: string;
  /** The types, for inference only. */
  readonly types?:
    | {
        /** What the schema accepts. */
        readonly input: Input;
        /** What the schema returns. */
        readonly output: Output;
      }
    | undefined;
}
