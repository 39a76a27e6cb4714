//! The codes of failures.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// The code of a failure, from the package's contract, section "What comes back".
///
/// The facade has a table with the error class of each code. A code that is missing there does not
/// compile.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The input breaks a rule.
    InvalidInput,
    /// An option cannot be used.
    InvalidConfiguration,
    /// The call was made in a browser.
    UnsupportedEnvironment,
    /// Status 400.
    BadRequest,
    /// Status 401.
    AuthenticationFailed,
    /// Status 403.
    PermissionDenied,
    /// Status 404.
    NotFound,
    /// Status 429.
    RateLimited,
    /// Status 500 to 599.
    ServerError,
    /// Status 300 to 399.
    UnexpectedRedirect,
    /// Any other status that is not a success.
    UnexpectedStatus,
    /// `fetch` failed, or the connection broke.
    ConnectionFailed,
    /// A deadline passed.
    TimedOut,
    /// The caller's signal ended the call.
    Aborted,
    /// The body of a success cannot be used.
    InvalidResponse,
    /// The items of many updates cannot be read.
    SourceFailed,
    /// This package has a defect.
    InternalError,
}

impl Code {
    /// Every code, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::InvalidInput,
        Self::InvalidConfiguration,
        Self::UnsupportedEnvironment,
        Self::BadRequest,
        Self::AuthenticationFailed,
        Self::PermissionDenied,
        Self::NotFound,
        Self::RateLimited,
        Self::ServerError,
        Self::UnexpectedRedirect,
        Self::UnexpectedStatus,
        Self::ConnectionFailed,
        Self::TimedOut,
        Self::Aborted,
        Self::InvalidResponse,
        Self::SourceFailed,
        Self::InternalError,
    ];

    /// The code with a number. A number that is not known counts as a defect.
    #[must_use]
    pub fn from_number(number: usize) -> Self {
        Self::ALL
            .get(number)
            .copied()
            .unwrap_or(Self::InternalError)
    }
}
