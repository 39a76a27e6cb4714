//! What the status of an answer means.
//!
//! The API's own message is not part of these texts. The facade adds it. So the words of a server
//! never enter the memory of this module.

use crate::errors::code::Code;
use crate::errors::failure::Failure;
use crate::text::message::{concat, decimal};

/// Whether a status is a success.
#[must_use]
pub fn is_success(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// Whether a status is a redirect. 0 stands for a redirect that the runtime hides.
#[must_use]
pub fn is_redirect(status: u16) -> bool {
    matches!(status, 0 | 300..=399)
}

/// The failure of a status that is not a success; 0 stands for a redirect that the runtime hides.
#[must_use]
pub fn describe_status(status: u16) -> Failure {
    let (code, advice) = match status {
        status if is_redirect(status) => (
            Code::UnexpectedRedirect,
            "The client does not follow a redirect, because it would send the key to another \
             address. Check `baseUrl`.",
        ),
        400 => (
            Code::BadRequest,
            "It did not accept the fields or the integration's id.",
        ),
        401 => (
            Code::AuthenticationFailed,
            "The API key is missing, wrong or revoked. Check `apiKey`.",
        ),
        403 => (
            Code::PermissionDenied,
            "The API key may not change this integration. It needs the scope INTEGRATION_API and \
             access to the integration.",
        ),
        404 => (
            Code::NotFound,
            "It does not know an integration with this id. Check the id and `baseUrl`.",
        ),
        429 => (
            Code::RateLimited,
            "The rate limit is used up. Send fewer requests.",
        ),
        500..=599 => (
            Code::ServerError,
            "It is not known whether the update was made. It is safe to repeat the \
             call.",
        ),
        _ => (
            Code::UnexpectedStatus,
            "Its documentation does not have this status.",
        ),
    };
    Failure {
        retryable: is_retryable(status),
        ..Failure::new(code, &[&status_text(status), advice])
    }
}

/// Whether a repeat may succeed after this status (the package's contract, section "Retries").
#[must_use]
pub fn is_retryable(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

fn status_text(status: u16) -> String {
    match status {
        0 => String::new(),
        _ => concat(&["The API answered ", &decimal(usize::from(status)), ". "]),
    }
}
