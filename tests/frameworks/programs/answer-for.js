/** What a server answers to its own user when an update failed. `docs/frameworks.md` explains it. */

/** The statuses by the code of an error. For every other code the server itself is wrong: 500. */
const STATUSES = {
  invalid_input: 422,
  bad_request: 422,
  not_found: 404,
  rate_limited: 503,
  server_error: 502,
  connection_failed: 502,
  invalid_response: 502,
  timed_out: 504,
};

/**
 * The answer for an error of the package. It never has the status that the API gave to the server.
 * @param {import("odeus-integrations").OdeusError} error
 */
export function answerFor(error) {
  const { code, retryable, issues, retryAfterMs = 1_000 } = error;
  const message = retryable ? "Try again later." : "The integration could not be updated.";
  const isLimited = code === "rate_limited";
  return {
    status: STATUSES[code] ?? 500,
    headers: isLimited ? { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) } : {},
    body: { message, issues },
  };
}
