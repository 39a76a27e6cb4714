/**
 * Changes the name, description, icon or colour of an integration on Odeus, by the endpoint Update
 * Integration. Begin with {@link updateIntegration} or, for many calls, {@link OdeusClient}.
 *
 * @packageDocumentation
 */
export type {
  BulkItem,
  BulkOptions,
  BulkProgress,
  BulkResult,
  BulkRun,
  BulkSummary,
} from "./bulk/types.js";
export { updateIntegrations } from "./bulk/update-integrations.js";
export type { AttemptTrace, UpdateTrace } from "./call/contexts.js";
export { buildUpdateRequest, OdeusClient, updateIntegration } from "./client.js";
export { OdeusError, type OdeusErrorDetails } from "./errors/base.js";
export {
  AbortError,
  type AnyOdeusError,
  APIConnectionError,
  APIError,
  type APIErrorDetails,
  APITimeoutError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  InternalError,
  InternalServerError,
  InvalidResponseError,
  isOdeusError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  SourceError,
  UnsupportedEnvironmentError,
  ValidationError,
} from "./errors/classes.js";
export {
  integrationIdSchema,
  integrationUpdateSchema,
  validateIntegrationUpdate,
} from "./input/schema.js";
export type {
  StandardJSONSchemaConverter,
  StandardJSONSchemaOptions,
  StandardJSONSchemaProps,
  StandardJSONSchemaV1,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaV1,
  StandardTypedProps,
} from "./input/standard.js";
export { initialize } from "./module/initialize.js";
export { adviseRetry } from "./queue/advise-retry.js";
export type { RetryAdvice, RetryAdviceOptions } from "./queue/types.js";
export type {
  Applied,
  AttemptEvent,
  ClientOptions,
  Fetch,
  FetchInit,
  FetchResponse,
  Integration,
  IntegrationUpdate,
  OdeusErrorCode,
  RequestOptions,
  UpdateIntegrationResponse,
  ValidationIssue,
  ValidationIssueCode,
} from "./types.js";
