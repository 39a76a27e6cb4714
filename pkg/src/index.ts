export { buildUpdateRequest, OdeusClient, updateIntegration } from "./client.js";
export { type Applied, OdeusError, type OdeusErrorDetails } from "./errors/base.js";
export {
  AbortError,
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
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
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
export type {
  AttemptEvent,
  ClientOptions,
  Integration,
  IntegrationUpdate,
  RequestOptions,
  UpdateIntegrationResponse,
  ValidationIssue,
  ValidationIssueCode,
} from "./types.js";
