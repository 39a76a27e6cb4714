//! How long an attempt may take.

/// A deadline of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// `attemptTimeoutMs`: the deadline of one attempt, its body included.
    Attempt,
    /// `timeoutMs`: the deadline of the whole call.
    Call,
}

impl Deadline {
    /// The deadline that an attempt meets first.
    ///
    /// `left_ms` is the time that is left of the call when the attempt begins. So the result does not
    /// depend on when a timer fires.
    #[must_use]
    pub fn of_attempt(left_ms: f64, attempt_timeout_ms: f64) -> Self {
        if left_ms <= attempt_timeout_ms {
            Self::Call
        } else {
            Self::Attempt
        }
    }
}

/// The time that an attempt may take, in milliseconds.
#[must_use]
pub fn attempt_limit_ms(left_ms: f64, attempt_timeout_ms: f64) -> f64 {
    match Deadline::of_attempt(left_ms, attempt_timeout_ms) {
        Deadline::Attempt => attempt_timeout_ms,
        Deadline::Call => left_ms.max(0.0),
    }
}
