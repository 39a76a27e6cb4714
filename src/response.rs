//! What an answer's status means, and what to tell the caller.

use crate::error::Failure;
use crate::message::{concat, decimal};

/// Whether the update was made.
#[must_use]
pub fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// The failure that a status other than 2xx is; 0 is a redirect that the runtime hides.
///
/// The API's own message is not in it: the facade adds it, so that what a server says never enters
/// this module's memory.
#[must_use]
pub fn describe_status(status: u16) -> Failure {
    let (code, advice) = match status {
        0 | 300..=399 => (
            "unexpected_redirect",
            "A redirect was not followed, because it would send the key elsewhere. Check `baseUrl`.",
        ),
        400 => (
            "bad_request",
            "The API did not accept the fields or the integration's id.",
        ),
        401 => (
            "authentication_failed",
            "The API key is missing, wrong or revoked. Check `apiKey`.",
        ),
        403 => (
            "permission_denied",
            "The API key may not change this integration. It needs the scope INTEGRATION_API and \
             access to the integration.",
        ),
        404 => (
            "not_found",
            "There is no integration with this id here. Check the id and `baseUrl`.",
        ),
        429 => (
            "rate_limited",
            "The rate limit is used up. Call less often.",
        ),
        500..=599 => (
            "server_error",
            "The API failed. The update may or may not have been made; repeating it is safe.",
        ),
        _ => (
            "unexpected_status",
            "The API does not document this status.",
        ),
    };
    Failure {
        retryable: is_retryable(status),
        ..Failure::new(code, &concat(&status_text(status), &[advice]))
    }
}

/// The statuses after which a repeat may succeed (the package's contract, section "Retries").
fn is_retryable(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

fn status_text(status: u16) -> String {
    match status {
        0 => String::new(),
        _ => concat(&decimal(usize::from(status)), &[": "]),
    }
}

/// Why the answer of a success cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusableBody {
    /// It is not JSON.
    NotJson,
    /// It has no `integration` with an `id`.
    WrongShape,
    /// It has over 1 MiB.
    TooLarge,
    /// It ended before its end.
    BrokenOff,
    /// It has bytes that are not UTF-8.
    NotUtf8,
}

impl UnusableBody {
    /// The failure that it is.
    #[must_use]
    pub fn describe(self) -> Failure {
        let reason = match self {
            Self::NotJson => "its body is not JSON",
            Self::WrongShape => "its body is not an object with an `integration` that has an `id`",
            Self::TooLarge => "its body is over 1 MiB",
            Self::BrokenOff => "its body broke off",
            Self::NotUtf8 => "its body is not UTF-8",
        };
        let text = concat(
            "The API made the update, but the answer cannot be used: ",
            &[reason, "."],
        );
        Failure::new("invalid_response", &text)
    }
}
