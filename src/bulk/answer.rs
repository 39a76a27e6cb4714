//! What the answer to one request of a run means.

use crate::errors::code::Code;

/// A server that limits its clients may answer with this status, too. Then it names a wait.
const SERVICE_UNAVAILABLE: u16 = 503;

/// How a call of the client ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// It resolved: the item is updated.
    Updated,
    /// It was rejected.
    Failed(Failed),
}

/// What the error of a rejected call says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failed {
    /// The code of the error.
    pub code: Code,
    /// The status of the API's answer, if there was an answer.
    pub status: Option<u16>,
    /// Whether the same call may succeed later.
    pub is_retryable: bool,
    /// The wait that the API asked for, in milliseconds.
    pub retry_after_ms: Option<f64>,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// The item is updated.
    Updated,
    /// The API refused the request, because it got too many requests.
    Refused {
        /// The wait that the API named, in milliseconds.
        retry_after_ms: Option<f64>,
    },
    /// The item failed, and may succeed later.
    Retryable {
        /// The shortest wait, in milliseconds. 0 if the API named no wait.
        retry_after_ms: f64,
    },
    /// The API answered, and this item will never succeed.
    Final,
    /// No request was sent, or nobody knows what came back. This item will never succeed.
    Unsent,
    /// Every item would fail for the same reason.
    Fatal,
}

impl Answer {
    /// Returns what the answer means.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        match self {
            Self::Updated => Meaning::Updated,
            Self::Failed(failed) => failed.meaning(),
        }
    }
}

impl Failed {
    fn meaning(&self) -> Meaning {
        let retry_after_ms = self.retry_after_ms;
        let names_wait = retry_after_ms.is_some();
        match self.code {
            Code::AuthenticationFailed
            | Code::InvalidConfiguration
            | Code::UnsupportedEnvironment
            | Code::Aborted => Meaning::Fatal,
            Code::RateLimited => Meaning::Refused { retry_after_ms },
            _ if names_wait && self.status == Some(SERVICE_UNAVAILABLE) => {
                Meaning::Refused { retry_after_ms }
            }
            _ if self.is_retryable => Meaning::Retryable {
                retry_after_ms: retry_after_ms.unwrap_or(0.0),
            },
            Code::InvalidInput | Code::InternalError => Meaning::Unsent,
            _ => Meaning::Final,
        }
    }
}
