export { buildUpdateRequest, OdeusClient, updateIntegration } from "./client.js";
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
  OdeusError,
  type OdeusErrorDetails,
  PermissionDeniedError,
  RateLimitError,
  type Sent,
  UnsupportedEnvironmentError,
  ValidationError,
} from "./errors.js";
export { initialize } from "./initialize.js";
export { integrationUpdateSchema, validateIntegrationUpdate } from "./schema.js";
export type {
  AttemptEvent,
  ClientOptions,
  Integration,
  IntegrationUpdate,
  RequestOptions,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaV1,
  UpdateIntegrationResponse,
  ValidationIssue,
  ValidationIssueCode,
} from "./types.js";
