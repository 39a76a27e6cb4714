//! The outcome of an attempt: its failure, whether it made the update, whether another attempt may
//! follow.

use crate::call::applied::Applied;
use crate::call::body::UnusableBody;
use crate::call::connection::Reason;
use crate::call::deadline::Deadline;
use crate::call::retry::Repeat;
use crate::call::status::{describe_status, is_retryable, is_success};
use crate::errors::code::Code;
use crate::errors::failure::Failure;

/// What ended an attempt. The facade reports it.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The body of a success ended and cannot be used.
    Body(UnusableBody),
    /// A deadline passed.
    Deadline {
        /// Which deadline.
        deadline: Deadline,
        /// Its milliseconds, as the option has them.
        limit_ms: f64,
        /// Its milliseconds as JavaScript writes the number.
        limit: String,
    },
    /// The caller's signal was aborted.
    Abort,
    /// `fetch` failed.
    NoAnswer {
        /// Why, as far as the runtime tells it.
        reason: Reason,
        /// What the runtime said.
        details: String,
    },
}

/// The outcome of an attempt that did not bring the API's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The API answered with a status that is not a success.
    Status(u16),
    /// The API answered with a success, and its body cannot be used.
    Unusable(UnusableBody),
    /// A deadline passed while the request was under way.
    TimedOut {
        /// Which deadline.
        deadline: Deadline,
        /// Its milliseconds.
        limit_ms: f64,
        /// Its milliseconds as text.
        limit: String,
        /// Whether the head of a success had come.
        is_answered: bool,
    },
    /// The caller's signal ended the call.
    Aborted {
        /// The status of the answer, if its head had come.
        head: Option<u16>,
    },
    /// No answer came.
    NoAnswer {
        /// Why.
        reason: Reason,
        /// What the runtime said.
        details: String,
    },
}

impl Outcome {
    /// Turns the end of an attempt into its outcome. `head` is the status, or `None` if no head came.
    ///
    /// If the status is not a success, the outcome is that status, even if the body stalls or breaks
    /// off. The status says more than the body.
    #[must_use]
    pub fn judge(event: Event, head: Option<u16>) -> Self {
        match (event, head) {
            (Event::Abort, head) => Self::Aborted { head },
            (_, Some(status)) if !is_success(status) => Self::Status(status),
            (Event::Body(body), _) => Self::Unusable(body),
            (Event::NoAnswer { reason, details }, _) => Self::NoAnswer { reason, details },
            (
                Event::Deadline {
                    deadline,
                    limit_ms,
                    limit,
                },
                head,
            ) => Self::TimedOut {
                deadline,
                limit_ms,
                limit,
                is_answered: head.is_some(),
            },
        }
    }

    /// Whether this attempt made the update.
    #[must_use]
    pub fn applied(&self) -> Applied {
        match self {
            Self::Status(status) => Applied::by_head(Some(*status)),
            Self::Unusable(body) => body.applied(),
            Self::TimedOut {
                is_answered: true, ..
            } => Applied::Yes,
            Self::TimedOut {
                is_answered: false, ..
            } => Applied::Unknown,
            Self::Aborted { head } => Applied::by_head(*head),
            Self::NoAnswer { reason, .. } => reason.applied(),
        }
    }

    /// Whether another attempt may follow (the package's contract, section "Retries").
    #[must_use]
    pub fn repeat(&self) -> Repeat {
        match self {
            Self::Status(status) if !is_retryable(*status) => Repeat::No,
            Self::Status(_) | Self::NoAnswer { .. } => Repeat::Yes,
            Self::TimedOut {
                deadline: Deadline::Attempt,
                is_answered: false,
                ..
            } => Repeat::AfterTimeout,
            Self::TimedOut { .. } | Self::Unusable(_) | Self::Aborted { .. } => Repeat::No,
        }
    }

    /// The failure of a call that ends with this attempt.
    #[must_use]
    pub fn failure(&self) -> Failure {
        match self {
            Self::Status(status) => describe_status(*status),
            Self::Unusable(body) => body.describe(),
            Self::TimedOut {
                deadline,
                limit_ms,
                limit,
                is_answered,
            } => timed_out(*deadline, *limit_ms, limit, *is_answered),
            Self::Aborted { .. } => aborted(),
            Self::NoAnswer { reason, details } => reason.describe(details),
        }
    }
}

fn timed_out(deadline: Deadline, limit_ms: f64, limit: &str, is_answered: bool) -> Failure {
    let (subject, option) = match deadline {
        Deadline::Attempt => ("An attempt", "attemptTimeoutMs"),
        Deadline::Call => ("The call", "timeoutMs"),
    };
    let state = if is_answered {
        "The API made the update, but its answer did not arrive completely."
    } else {
        "It is not known whether the update was made. It is safe to repeat the call."
    };
    let message = [
        subject,
        " did not end within ",
        limit,
        " ms (`",
        option,
        "`). ",
        state,
    ];
    Failure {
        retryable: !is_answered,
        timeout_ms: Some(limit_ms),
        ..Failure::new(Code::TimedOut, &message)
    }
}

/// The failure of a call that the caller's signal ended.
#[must_use]
pub fn aborted() -> Failure {
    Failure::new(Code::Aborted, &["The call was aborted by its `signal`."])
}
