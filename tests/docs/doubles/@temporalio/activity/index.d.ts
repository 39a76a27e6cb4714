// The part of @temporalio/activity 1.24.0 that docs/queues.md uses.
export class ApplicationFailure extends Error {
  readonly nonRetryable?: boolean | undefined | null;
  readonly details?: unknown[] | undefined | null;
  readonly nextRetryDelay?: string | number | undefined | null;
  static create(options: {
    message?: string;
    nonRetryable?: boolean;
    details?: unknown[];
    nextRetryDelay?: string | number;
  }): ApplicationFailure;
}
export function activityInfo(): { readonly attempt: number };
