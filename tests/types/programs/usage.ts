// What the public types accept and refuse. This file is compiled and never run.
import {
  AbortError,
  type AnyOdeusError,
  type APIConnectionError,
  APIError,
  type APITimeoutError,
  type AttemptEvent,
  type AuthenticationError,
  adviseRetry,
  type BadRequestError,
  type BulkItem,
  type BulkProgress,
  type BulkRun,
  buildUpdateRequest,
  type ClientOptions,
  type ConfigurationError,
  type IntegrationUpdate,
  type InternalError,
  type InternalServerError,
  type InvalidResponseError,
  initialize,
  integrationUpdateSchema,
  isOdeusError,
  NotFoundError,
  OdeusClient,
  OdeusError,
  type OdeusErrorCode,
  type PermissionDeniedError,
  RateLimitError,
  type RetryAdvice,
  type RetryAdviceOptions,
  type SourceError,
  type StandardSchemaV1,
  type UnsupportedEnvironmentError,
  type UpdateIntegrationResponse,
  updateIntegration,
  updateIntegrations,
  ValidationError,
  type ValidationIssue,
  validateIntegrationUpdate,
} from "odeus-integrations";
import wasm from "odeus-integrations/module.wasm";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<_T extends true>(): void {}

const client = new OdeusClient({ apiKey: "key", baseUrl: new URL("https://a.example"), fetch });
const undefinedIsLeftOut: ClientOptions = { apiKey: undefined, timeoutMs: undefined };
const fields: IntegrationUpdate = { name: undefined, color: "#fff" };

const { updateIntegration: bound } = client;
const narrowed: Pick<OdeusClient, "updateIntegration"> = { updateIntegration: bound };
const network: ClientOptions = { baseUrl: "http://odeus.test", allowHttp: true };

export function describeAttempt(event: AttemptEvent): string {
  assertType<Equal<typeof event.method, "PATCH">>();
  assertType<Equal<typeof event.urlTemplate, "/integrations/v1/{integrationId}">>();
  const wait: number | undefined = event.retryAfterMs ?? event.retryDelayMs;
  return `${event.callId} ${event.integrationId} ${event.url} ${event.startedAt} ${wait}`;
}

export async function use(signal: AbortSignal): Promise<string> {
  const answer = await client.updateIntegration("id", fields, { signal, maxRetries: 0 });
  assertType<Equal<typeof answer, UpdateIntegrationResponse>>();
  const other: unknown = answer.integration.color;
  const { integration } = await updateIntegration("id", {}, { ...undefinedIsLeftOut, signal });
  const request: Request = buildUpdateRequest("id", {}, { deploymentUrl: "https://a.example" });
  return `${other} ${integration.name} ${request.url}`;
}

interface Row extends BulkItem {
  line: number;
}

export async function updateMany(rows: AsyncIterable<Row>, signal: AbortSignal): Promise<string> {
  const onProgress = ({ updated, etaMs }: BulkProgress): void => void `${updated} ${etaMs}`;
  const run = updateIntegrations(narrowed, rows, {
    ordered: true,
    total: undefined,
    signal,
    onProgress,
  });
  assertType<Equal<typeof run, BulkRun<Row>>>();
  for await (const result of run) {
    const line: number = result.item.line;
    if (result.status === "updated") return `${line} ${result.integration.name}`;
    if (result.status === "failed") return `${line} ${result.error.code}`;
    assertType<Equal<typeof result.status, "skipped">>();
  }
  const { failures, checkpoint } = await updateIntegrations(client, [
    { id: "id", changes: {} },
  ]).summary();
  // @ts-expect-error an item needs changes
  updateIntegrations(client, [{ id: "id" }]);
  return `${failures.length} ${checkpoint} ${run.progress.pausedUntil}`;
}

/** Only a job that stays in the queue has a delay. */
export function advise(error: unknown, options: RetryAdviceOptions): string {
  const advice: RetryAdvice = adviseRetry(error, { attempt: undefined, ...options });
  switch (advice.verdict) {
    case "done":
    case "drop":
      // @ts-expect-error a job that leaves the queue has no delay
      return `${advice.delayMs}`;
    default:
      assertType<Equal<typeof advice.verdict, "retry" | "pause" | "halt">>();
      assertType<Equal<typeof advice.delayMs, number>>();
  }
  // @ts-expect-error the name of an option is wrong
  adviseRetry(error, { attempts: 1 });
  return adviseRetry(error).verdict;
}

/** One check after the other narrows, too. */
export function readDelay(advice: RetryAdvice): number {
  if (advice.verdict === "done") return 0;
  if (advice.verdict === "drop") return 0;
  return advice.delayMs;
}

export function explain(error: unknown): string {
  if (error instanceof ValidationError) {
    assertType<Equal<typeof error.issues, readonly ValidationIssue[]>>();
    assertType<Equal<typeof error.code, "invalid_input">>();
    return error.issues
      .map(({ code, path, maximum }) => `${code} ${path.join(".")} ${maximum}`)
      .join();
  }
  if (error instanceof RateLimitError) {
    const wait: number | undefined = error.retryAfterMs;
    return `${wait}`;
  }
  if (error instanceof APIError) return `${error.status} ${error.requestId}`;
  if (error instanceof OdeusError) {
    assertType<Equal<typeof error.applied, "no" | "unknown" | "yes">>();
    return error.code;
  }
  return "";
}

/** The code finds the class. */
export function narrow(error: unknown): OdeusErrorCode {
  if (!isOdeusError(error)) throw error;
  assertType<Equal<typeof error, AnyOdeusError>>();
  assertType<Equal<typeof error.code, OdeusErrorCode>>();
  switch (error.code) {
    case "invalid_input":
      assertType<Equal<typeof error, ValidationError>>();
      break;
    case "invalid_configuration":
      assertType<Equal<typeof error, ConfigurationError>>();
      break;
    case "unsupported_environment":
      assertType<Equal<typeof error, UnsupportedEnvironmentError>>();
      break;
    case "bad_request":
      assertType<Equal<typeof error, BadRequestError>>();
      break;
    case "authentication_failed":
      assertType<Equal<typeof error, AuthenticationError>>();
      break;
    case "permission_denied":
      assertType<Equal<typeof error, PermissionDeniedError>>();
      break;
    case "not_found":
      assertType<Equal<typeof error, NotFoundError>>();
      break;
    case "rate_limited":
      assertType<Equal<typeof error, RateLimitError>>();
      break;
    case "server_error":
      assertType<Equal<typeof error, InternalServerError>>();
      break;
    case "unexpected_redirect":
    case "unexpected_status": {
      const answer: APIError = error;
      assertType<Equal<typeof error.code, "unexpected_redirect" | "unexpected_status">>();
      assertType<Equal<typeof answer.status, number>>();
      break;
    }
    case "connection_failed":
      assertType<Equal<typeof error, APIConnectionError>>();
      break;
    case "timed_out":
      assertType<Equal<typeof error, APITimeoutError>>();
      break;
    case "aborted":
      assertType<Equal<typeof error, AbortError>>();
      break;
    case "invalid_response":
      assertType<Equal<typeof error, InvalidResponseError>>();
      break;
    case "source_failed":
      assertType<Equal<typeof error, SourceError>>();
      break;
    case "internal_error":
      assertType<Equal<typeof error, InternalError>>();
      break;
    default:
      assertType<Equal<typeof error, never>>();
  }
  return error.code;
}

/** The class finds the codes, and a code that does not exist does not compile. */
export function narrowByClass(error: AnyOdeusError): void {
  if (error instanceof APIError) {
    assertType<
      Equal<
        typeof error.code,
        | "bad_request"
        | "authentication_failed"
        | "permission_denied"
        | "not_found"
        | "rate_limited"
        | "server_error"
        | "unexpected_redirect"
        | "unexpected_status"
      >
    >();
    if (error.code === "rate_limited") assertType<Equal<typeof error, RateLimitError>>();
    // @ts-expect-error an error of this class never has this code
    if (error.code === "timed_out") return;
    return;
  }
  if (error.code === "invalid_response") assertType<Equal<typeof error.status, number>>();
  // @ts-expect-error the code is misspelt
  if (error.code === "conection_failed") return;
  // @ts-expect-error only an APIError has it
  void error.retryAfterMs;
}

export function onAttempt({ code }: AttemptEvent): void {
  assertType<Equal<typeof code, OdeusErrorCode | undefined>>();
  // @ts-expect-error the code is misspelt
  if (code === "rate_limit") return;
}

/** The errors of an application's tests need no code. */
class Mine extends NotFoundError {}
export const made: AnyOdeusError[] = [
  new Mine({ message: "made", status: 404 }),
  new RateLimitError({ message: "made", status: 429, retryAfterMs: 1_000 }),
  new AbortError({ message: "made", cause: new Error("stop") }),
  new ValidationError({ message: "made", issues: [] }),
];
new APIError({ message: "made", status: 302, code: "unexpected_redirect" });
// @ts-expect-error this code belongs to another class
new APIError({ message: "made", status: 404, code: "not_found" });
// @ts-expect-error an answer has a status
new NotFoundError({ message: "made" });

initialize(wasm);
// @ts-expect-error a module is an object
initialize("odeus-integrations/module.wasm");

const issues: ValidationIssue[] = validateIntegrationUpdate(null);
const schema: StandardSchemaV1<IntegrationUpdate> = integrationUpdateSchema;

// @ts-expect-error there is no such field
export const wrongField: IntegrationUpdate = { nmae: "x" };
// @ts-expect-error null does not keep a value
export const wrongType: IntegrationUpdate = { name: null };
// @ts-expect-error a signal belongs to a call
new OdeusClient({ signal: new AbortController().signal });
// @ts-expect-error a key belongs to the client
void client.updateIntegration("id", {}, { apiKey: "key" });
// @ts-expect-error the id is a string
void updateIntegration(1, {});

export { issues, narrowed, network, schema };
