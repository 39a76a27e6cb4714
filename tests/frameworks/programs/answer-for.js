/** The file `answer-for.ts` of `docs/frameworks.md` without its types. A test holds the two together. */

/**
 * What your route answers when an update failed. The answer says nothing about your key.
 * @param {import("odeus-integrations").AnyOdeusError} error
 */
export function answerFor(error) {
  /** @type {{ message: string, issues?: readonly import("odeus-integrations").ValidationIssue[] }} */
  const body = { message: messageFor(error) };
  if (error.code === "invalid_input") body.issues = error.issues;
  /** @type {Record<string, string>} */
  const headers = {};
  if ("retryAfterMs" in error && error.retryAfterMs !== undefined) {
    headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1_000));
  }
  return { status: statusFor(error), headers, body };
}

/**
 * Whether you should look at the error.
 * @param {import("odeus-integrations").AnyOdeusError} error
 */
export function mustLog(error) {
  return !["invalid_input", "not_found", "aborted"].includes(error.code);
}

/** @param {import("odeus-integrations").AnyOdeusError} error */
function statusFor(error) {
  switch (error.code) {
    case "invalid_input":
    case "bad_request":
      return 422;
    case "not_found":
      return 404;
    case "rate_limited":
    case "aborted":
      return 503;
    case "server_error":
    case "connection_failed":
    case "invalid_response":
      return 502;
    case "timed_out":
      return 504;
    default:
      return 500;
  }
}

/** @param {import("odeus-integrations").AnyOdeusError} error */
function messageFor(error) {
  if (error.code === "invalid_input") return "The input is not valid.";
  if (error.code === "bad_request") return "Odeus did not accept these values.";
  if (error.code === "not_found") return "There is no such integration.";
  if (error.applied === "yes") {
    return "The integration was updated, but its new values are not known. Load it again.";
  }
  const result =
    error.applied === "no"
      ? "The integration was not updated."
      : "It is not known whether the integration was updated.";
  return error.retryable ? `${result} Try again later.` : result;
}
