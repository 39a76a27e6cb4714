/**
 * The outcomes of calls that met a fault. `isRetried` says whether another attempt is made if one
 * is left.
 */
export const SUCCESS = { isRetried: false };

export const BROKEN_CONNECTION = {
  class: "APIConnectionError",
  code: "connection_failed",
  sent: "unknown",
  retryable: true,
  isRetried: true,
};

export const TIMED_OUT_BEFORE_HEAD = {
  class: "APITimeoutError",
  code: "timed_out",
  sent: "unknown",
  retryable: true,
  isRetried: true,
};

export const TIMED_OUT_IN_BODY = {
  class: "APITimeoutError",
  code: "timed_out",
  sent: "yes",
  retryable: false,
  isRetried: false,
};

export const UNUSABLE_ANSWER = {
  class: "InvalidResponseError",
  code: "invalid_response",
  status: 200,
  sent: "yes",
  retryable: false,
  isRetried: false,
};

export const SERVER_ERROR = {
  class: "InternalServerError",
  code: "server_error",
  status: 503,
  sent: "yes",
  retryable: true,
  isRetried: true,
};

export const BAD_REQUEST = {
  class: "BadRequestError",
  code: "bad_request",
  status: 400,
  sent: "yes",
  retryable: false,
  isRetried: false,
};

export const REDIRECT = {
  class: "APIError",
  code: "unexpected_redirect",
  sent: "yes",
  retryable: false,
  isRetried: false,
};

export const UNEXPECTED_STATUS = {
  class: "APIError",
  code: "unexpected_status",
  sent: "yes",
  retryable: false,
  isRetried: false,
};
