// The part of @trigger.dev/sdk 4.8.3 that docs/queues.md uses.
interface Context {
  readonly attempt: { readonly number: number };
}
interface Options<Payload> {
  id: string;
  queue?: { concurrencyLimit?: number };
  retry?: { maxAttempts?: number };
  run(payload: Payload, parameters: { ctx: Context }): Promise<unknown>;
  catchError?(parameters: {
    ctx: Context;
    error: unknown;
  }): Promise<{ skipRetrying?: boolean; retryDelayInMs?: number } | undefined>;
}
export function task<Payload>(options: Options<Payload>): Options<Payload>;
