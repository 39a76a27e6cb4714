export { buildUpdateRequest, OdeusClient, updateIntegration } from "./client.js";
export { type Applied, OdeusError, type OdeusErrorDetails } from "./errors/base.js";
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
  UnsupportedEnvironmentError,
  ValidationError,
} from "./errors/classes.js";
export { integrationUpdateSchema, validateIntegrationUpdate } from "./input/schema.js";
export { initialize } from "./module/initialize.js";
export type {
  AttemptEvent,
  ClientOptions,
  CommonOptions,
  Fetch,
  FetchInit,
  FetchResponse,
  Integration,
  IntegrationUpdate,
  OdeusErrorCode,
  RequestOptions,
  StandardSchemaProps,
  StandardSchemaResult,
  StandardSchemaV1,
  UpdateIntegrationResponse,
  ValidationIssue,
  ValidationIssueCode,
} from "./types.js";
