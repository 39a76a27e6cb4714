export class NonRetriableError extends Error {}

export class RetryAfterError extends Error {
  constructor(message, retryAfter, options) {
    super(message, options);
    this.retryAfter = `${Math.ceil(retryAfter / 1_000)}`;
  }
}
