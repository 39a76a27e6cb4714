/**
 * The outcomes of calls that met a fault. `isRetried` says whether another attempt is made if one
 * is left.
 */
export const SUCCESS = { isRetried: false };

export const BROKEN_CONNECTION = {
  class: "APIConnectionError",
  code: "connection_failed",
  applied: "unknown",
  retryable: true,
  isRetried: true,
};

/** A connection that broke while the runtime still connected. Deno can tell that. */
export const FAILED_CONNECT = { ...BROKEN_CONNECTION, applied: "no" };

export const TIMED_OUT_BEFORE_HEAD = {
  class: "APITimeoutError",
  code: "timed_out",
  applied: "unknown",
  retryable: true,
  isRetried: true,
};

export const TIMED_OUT_IN_BODY = {
  class: "APITimeoutError",
  code: "timed_out",
  applied: "yes",
  retryable: false,
  isRetried: false,
};

export const UNUSABLE_ANSWER = {
  class: "InvalidResponseError",
  code: "invalid_response",
  status: 200,
  applied: "yes",
  retryable: false,
  isRetried: false,
};

/** A whole answer that is not the API's. */
export const FOREIGN_ANSWER = { ...UNUSABLE_ANSWER, applied: "unknown" };

export const SERVER_ERROR = {
  class: "InternalServerError",
  code: "server_error",
  status: 503,
  applied: "unknown",
  retryable: true,
  isRetried: true,
};

export const BAD_REQUEST = {
  class: "BadRequestError",
  code: "bad_request",
  status: 400,
  applied: "no",
  retryable: false,
  isRetried: false,
};

export const REDIRECT = {
  class: "APIError",
  code: "unexpected_redirect",
  applied: "no",
  retryable: false,
  isRetried: false,
};

export const UNEXPECTED_STATUS = {
  class: "APIError",
  code: "unexpected_status",
  applied: "unknown",
  retryable: false,
  isRetried: false,
};
