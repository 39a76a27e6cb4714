//! What can happen to an attempt and to a wait, and what the contract says about it.
//!
//! The answers here are written down by hand, so that they do not come from the code under test.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::body::UnusableBody;
use odeus_integrations::call::connection::Reason;

/// What an attempt meets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// The API's answer.
    Answer,
    /// A success whose body is not whole.
    PartOfAnswer,
    /// A success with a whole body that is not the API's.
    Foreign,
    /// Another status, with its Retry-After in milliseconds.
    Status(u16, f64),
    /// No server listens.
    Refused,
    /// The connection broke.
    Lost,
    /// Nothing more comes after the head with this status, until a deadline.
    Stall(Option<u16>),
    /// The caller aborts after the head with this status.
    Abort(Option<u16>),
    /// The deadline of the call passed; set by the fake, never chosen.
    CallDeadline(Option<u16>),
}

pub const ATTEMPTS: [Said; 24] = [
    Said::Answer,
    Said::PartOfAnswer,
    Said::Foreign,
    Said::Status(302, 0.0),
    Said::Status(400, 0.0),
    Said::Status(404, 300.0),
    Said::Status(408, 0.0),
    Said::Status(429, 0.0),
    Said::Status(429, 300.0),
    Said::Status(429, 60_000.0),
    Said::Status(500, 0.0),
    Said::Status(503, 900.0),
    Said::Status(501, 0.0),
    Said::Status(101, 0.0),
    Said::Refused,
    Said::Lost,
    Said::Stall(None),
    Said::Stall(Some(200)),
    Said::Stall(Some(404)),
    Said::Stall(Some(503)),
    Said::Abort(None),
    Said::Abort(Some(200)),
    Said::Abort(Some(404)),
    Said::Abort(Some(503)),
];

/// What happens in a wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Waited {
    /// It ends after its time.
    Whole,
    /// The caller aborts.
    Abort,
    /// The machine is so busy that the wait ends only after the deadline of the call.
    Late,
}

pub const WAITS: [Waited; 3] = [Waited::Whole, Waited::Abort, Waited::Late];

impl Said {
    pub fn is_answer(self) -> bool {
        self == Self::Answer
    }

    pub fn is_abort(self) -> bool {
        matches!(self, Self::Abort(_))
    }

    pub fn is_timeout(self) -> bool {
        self == Self::Stall(None)
    }

    pub fn retry_after_ms(self) -> f64 {
        match self {
            Self::Status(_, retry_after_ms) => retry_after_ms,
            _ => 0.0,
        }
    }

    /// The contract, section "Retries".
    pub fn allows_a_retry(self) -> bool {
        match self {
            Self::Status(status, _)
            | Self::Stall(Some(status))
            | Self::CallDeadline(Some(status)) => [408, 429, 500, 502, 503, 504].contains(&status),
            Self::Refused | Self::Lost | Self::Stall(None) => true,
            _ => false,
        }
    }

    pub fn unusable(self) -> Option<UnusableBody> {
        match self {
            Self::PartOfAnswer => Some(UnusableBody::BrokenOff),
            Self::Foreign => Some(UnusableBody::NotJson),
            _ => None,
        }
    }

    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Refused => Some(Reason::Refused),
            Self::Lost => Some(Reason::Lost),
            _ => None,
        }
    }
}

/// The contract, section "What comes back", over all attempts of a call.
pub fn applied(said: &[Said]) -> Applied {
    let made_it = |said: &Said| {
        matches!(
            said,
            Said::Answer
                | Said::PartOfAnswer
                | Said::Stall(Some(200))
                | Said::Abort(Some(200))
                | Said::CallDeadline(Some(200))
        )
    };
    let cannot_have_made_it = |said: &Said| {
        matches!(
            said,
            Said::Refused
                | Said::Status(302 | 400 | 404 | 408 | 429, _)
                | Said::Stall(Some(404))
                | Said::Abort(Some(404))
                | Said::CallDeadline(Some(404))
        )
    };
    if said.iter().any(made_it) {
        Applied::Yes
    } else if said.iter().all(cannot_have_made_it) {
        Applied::No
    } else {
        Applied::Unknown
    }
}
