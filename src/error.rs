//! Failures: their codes and texts, as the npm package's error classes show them.

use crate::issue::Issue;
use crate::message::{concat, decimal};

/// How many issues a message spells out; all of them are in `issues`.
const ISSUES_IN_MESSAGE: usize = 4;

/// A failure, in the words of the public contract. The facade makes the error class of `code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The contract's code, such as `invalid_input`.
    pub code: &'static str,
    /// What happened and what to do.
    pub message: String,
    /// Whether a later repeat may succeed.
    pub retryable: bool,
    /// The option that is wrong.
    pub option: Option<String>,
    /// The rules that the input breaks.
    pub issues: Option<Vec<Issue>>,
}

impl Failure {
    /// A failure of which no repeat will be better.
    #[must_use]
    pub fn new(code: &'static str, message: &str) -> Self {
        Self {
            code,
            message: message.to_owned(),
            retryable: false,
            option: None,
            issues: None,
        }
    }

    /// Input that breaks rules: `invalid_input`.
    #[must_use]
    pub fn input(issues: Vec<Issue>) -> Self {
        let mut message = String::from("Nothing was sent.");
        for issue in issues.iter().take(ISSUES_IN_MESSAGE) {
            message.push(' ');
            message.push_str(&issue.message);
        }
        let unsaid = issues.len().saturating_sub(ISSUES_IN_MESSAGE);
        if unsaid > 0 {
            message = concat(
                &message,
                &[" And ", &decimal(unsaid), " more: see `issues`."],
            );
        }
        Self {
            issues: Some(issues),
            ..Self::new("invalid_input", &message)
        }
    }

    /// An option that cannot be used: `invalid_configuration`. The message never shows the value.
    #[must_use]
    pub fn configuration(option: &str, message: &str) -> Self {
        Self {
            option: Some(option.to_owned()),
            ..Self::new("invalid_configuration", message)
        }
    }

    /// A deadline that passed: `timed_out`. Only an attempt that was not answered may be repeated.
    #[must_use]
    pub fn timed_out(is_whole_call: bool, is_answered: bool) -> Self {
        let deadline = if is_whole_call {
            "The call did not end within `timeoutMs`"
        } else {
            "An attempt did not end within `attemptTimeoutMs`"
        };
        let state = if is_answered {
            ". The API made the update, but its answer did not come whole."
        } else {
            ". Whether the update was made is not known; repeating it is safe."
        };
        Self {
            retryable: !is_whole_call && !is_answered,
            ..Self::new("timed_out", &concat(deadline, &[state]))
        }
    }

    /// A call that the caller's signal ended: `aborted`.
    #[must_use]
    pub fn aborted() -> Self {
        Self::new("aborted", "The call was aborted by its signal.")
    }
}
