import type { FakeRateLimit } from "./types.js";

/** The periods of a rate limit. */
export class RatePeriods {
  readonly #limit: Required<FakeRateLimit>;
  #startedAt: number | undefined = undefined;
  #left = 0;

  constructor(limit: Required<FakeRateLimit>) {
    this.#limit = limit;
  }

  /**
   * Counts a request. Returns the headers of the refusal if the period has had all its requests.
   * @param now - in milliseconds since 1970
   */
  refuse(now: number): Record<string, string> | undefined {
    const { requests, perMs } = this.#limit;
    const startedAt = this.#startedAt;
    // Fake timers can set the clock back.
    if (startedAt === undefined || now < startedAt || startedAt + perMs <= now) {
      this.#startedAt = now;
      this.#left = requests;
    }
    if (this.#left > 0) {
      this.#left -= 1;
      return undefined;
    }
    return this.#headers(now, (this.#startedAt as number) + perMs);
  }

  #headers(now: number, endsAt: number): Record<string, string> {
    switch (this.#limit.retryAfter) {
      case "seconds":
        return { "retry-after": String(Math.ceil((endsAt - now) / 1_000)) };
      case "date":
        return {
          date: httpDate(Math.floor(now / 1_000)),
          "retry-after": httpDate(Math.ceil(endsAt / 1_000)),
        };
      case "ms":
        return { "retry-after-ms": String(Math.ceil(endsAt - now)) };
      default:
        return {};
    }
  }
}

function httpDate(seconds: number): string {
  return new Date(seconds * 1_000).toUTCString();
}
