// What the public types accept and refuse. This file is compiled and never run.
import {
  APIError,
  type AttemptEvent,
  buildUpdateRequest,
  type ClientOptions,
  type IntegrationUpdate,
  integrationUpdateSchema,
  OdeusClient,
  OdeusError,
  RateLimitError,
  type StandardSchemaV1,
  type UpdateIntegrationResponse,
  updateIntegration,
  ValidationError,
  type ValidationIssue,
  validateIntegrationUpdate,
} from "odeus-integrations";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<_T extends true>(): void {}

const client = new OdeusClient({ apiKey: "key", baseUrl: new URL("https://a.example"), fetch });
const undefinedIsLeftOut: ClientOptions = { apiKey: undefined, timeoutMs: undefined };
const fields: IntegrationUpdate = { name: undefined, color: "#fff" };

const { updateIntegration: bound } = client;
const narrow: Pick<OdeusClient, "updateIntegration"> = { updateIntegration: bound };
const network: ClientOptions = { baseUrl: "http://odeus.test", allowHttp: true };

export function onAttempt(event: AttemptEvent): string {
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

export { issues, narrow, network, schema };
