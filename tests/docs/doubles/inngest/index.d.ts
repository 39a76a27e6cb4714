// The part of inngest 4.24.0 that docs/queues.md uses.
export class NonRetriableError extends Error {
  constructor(message: string, options?: { cause?: unknown });
}
export class RetryAfterError extends Error {
  readonly retryAfter: string;
  constructor(message: string, retryAfter: number | string | Date, options?: { cause?: unknown });
}
