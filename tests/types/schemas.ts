// The schemas against the types of the standard itself. This file is compiled and never run.
import type {
  StandardJSONSchemaV1 as JSONSchemaOfStandard,
  StandardSchemaV1 as SchemaOfStandard,
} from "@standard-schema/spec";
import {
  type IntegrationUpdate,
  integrationIdSchema,
  integrationUpdateSchema,
  type StandardJSONSchemaConverter,
  type StandardJSONSchemaOptions,
  type StandardJSONSchemaV1,
  type StandardSchemaV1,
  type ValidationIssue,
} from "odeus-integrations";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<_T extends true>(): void {}

// A function that takes the standard's types takes the schemas, and infers their types.
declare function validator<Schema extends SchemaOfStandard>(
  schema: Schema,
): SchemaOfStandard.InferOutput<Schema>;
declare function tool<Schema extends JSONSchemaOfStandard>(
  schema: Schema,
): JSONSchemaOfStandard.InferInput<Schema>;
declare function both<Output>(
  schema: SchemaOfStandard<unknown, Output> & JSONSchemaOfStandard<unknown, Output>,
): Output;

export const validated = [validator(integrationUpdateSchema), tool(integrationUpdateSchema)];
assertType<Equal<typeof validated, IntegrationUpdate[]>>();
export const ids = [validator(integrationIdSchema), tool(integrationIdSchema)];
assertType<Equal<typeof ids, string[]>>();

export const update: SchemaOfStandard<IntegrationUpdate> & JSONSchemaOfStandard<IntegrationUpdate> =
  integrationUpdateSchema;
export const id: SchemaOfStandard<string> & JSONSchemaOfStandard<string> = integrationIdSchema;
export const output = both(integrationIdSchema);
assertType<Equal<typeof output, string>>();

// The types of JSON Schema are the same in both directions.
export function toStandard(schema: StandardJSONSchemaV1<string>): JSONSchemaOfStandard<string> {
  return schema;
}
export function fromStandard(schema: JSONSchemaOfStandard<string>): StandardJSONSchemaV1<string> {
  return schema;
}
assertType<Equal<StandardJSONSchemaOptions["target"], JSONSchemaOfStandard.Target>>();
export const options: JSONSchemaOfStandard.Options = {
  target: "draft-07",
} satisfies StandardJSONSchemaOptions;
export const converter: JSONSchemaOfStandard.Converter =
  integrationIdSchema["~standard"].jsonSchema;
export const ours: StandardJSONSchemaConverter = converter;

// The package's own `validate` is synchronous and its issues have codes. So other schemas do not fit it.
export function validate(schema: StandardSchemaV1<IntegrationUpdate>): readonly ValidationIssue[] {
  return schema["~standard"].validate({}).issues ?? [];
}
// @ts-expect-error another schema may return a promise
export const wrong: StandardSchemaV1<string> = {} as SchemaOfStandard<string>;

const schema = integrationUpdateSchema["~standard"].jsonSchema.input({ target: "draft-2020-12" });
assertType<Equal<typeof schema, Record<string, unknown>>>();
// @ts-expect-error a target is required
integrationUpdateSchema["~standard"].jsonSchema.input({});
// @ts-expect-error the options are required
integrationUpdateSchema["~standard"].jsonSchema.output();
