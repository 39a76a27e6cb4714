//! Failures, as the error classes of the npm package show them.

use crate::errors::code::Code;
use crate::input::issue::Issue;
use crate::text::message::{concat, decimal};

/// The number of issues that a message spells out. The property `issues` has all of them.
const ISSUES_IN_MESSAGE: usize = 4;

/// A failure. The facade makes an error of the class that belongs to `code`.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The kind of the failure.
    pub code: Code,
    /// What happened and what to do.
    pub message: String,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The name of the option that is wrong.
    pub option: Option<String>,
    /// The rules that the input breaks.
    pub issues: Option<Vec<Issue>>,
    /// The limit that passed, in milliseconds.
    pub timeout_ms: Option<f64>,
}

impl Failure {
    /// A failure that is not retryable. `message` has the parts of its message.
    #[must_use]
    pub fn new(code: Code, message: &[&str]) -> Self {
        Self {
            code,
            message: concat(message),
            retryable: false,
            option: None,
            issues: None,
            timeout_ms: None,
        }
    }

    /// The input breaks rules.
    #[must_use]
    pub fn input(issues: Vec<Issue>) -> Self {
        let mut message = String::from("Nothing was sent.");
        for issue in issues.iter().take(ISSUES_IN_MESSAGE) {
            message.push(' ');
            message.push_str(&issue.message);
        }
        let left_out = issues.len().saturating_sub(ISSUES_IN_MESSAGE);
        if left_out > 0 {
            message.push_str(&concat(&[
                " And ",
                &decimal(left_out),
                " more: see `issues`.",
            ]));
        }
        Self {
            issues: Some(issues),
            ..Self::new(Code::InvalidInput, &[&message])
        }
    }

    /// An option cannot be used. The message never shows the value of the option.
    #[must_use]
    pub fn configuration(option: &str, message: &[&str]) -> Self {
        Self {
            option: Some(option.to_owned()),
            ..Self::new(Code::InvalidConfiguration, message)
        }
    }
}
