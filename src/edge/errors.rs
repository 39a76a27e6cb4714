//! Failures and issues, as the facade gets them.
//!
//! They cross as tuples. For named fields serde-wasm-bindgen needs a hash map, a tenth of the module's
//! size.

use wasm_bindgen::prelude::*;

use super::to_js;
use crate::errors::failure::Failure;
use crate::input::issue::Issue;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An issue: its code, message, path, `maximum`, `actual` and `suggestion`. */
export type IssueParts = [
  code: string,
  message: string,
  path: string | undefined,
  maximum: number | undefined,
  actual: number | undefined,
  suggestion: string | undefined,
];
/** A failure: its code, message, `retryable`, `option`, issues and the limit that passed. */
export type FailureParts = [
  code: Code,
  message: string,
  retryable: boolean,
  option: string | undefined,
  issues: IssueParts[] | undefined,
  timeoutMs: number | undefined,
];
"#;

/// The parts of an issue, in the order of the facade's `IssueParts`.
pub(super) type IssueParts<'a> = (
    &'static str,
    &'a str,
    Option<&'a str>,
    Option<u32>,
    Option<u32>,
    Option<&'static str>,
);

/// The parts of a failure, in the order of the facade's `FailureParts`.
pub(super) type FailureParts<'a> = (
    u32,
    &'a str,
    bool,
    Option<&'a str>,
    Option<Vec<IssueParts<'a>>>,
    Option<f64>,
);

pub(super) fn describe(failure: &Failure) -> JsValue {
    to_js(&failure_parts(failure))
}

/// The failure of a check as JavaScript, `undefined` if the check passed.
pub(super) fn describe_result(result: Result<(), Failure>) -> JsValue {
    result.map_or_else(|failure| describe(&failure), |()| JsValue::UNDEFINED)
}

pub(super) fn failure_parts(failure: &Failure) -> FailureParts<'_> {
    (
        failure.code as u32,
        &failure.message,
        failure.retryable,
        failure.option.as_deref(),
        failure.issues.as_deref().map(issue_parts),
        failure.timeout_ms,
    )
}

pub(super) fn issue_parts(issues: &[Issue]) -> Vec<IssueParts<'_>> {
    let number = |number: usize| u32::try_from(number).ok();
    issues
        .iter()
        .map(|issue| {
            (
                issue.code,
                issue.message.as_str(),
                issue.path.as_deref(),
                issue.maximum.and_then(number),
                issue.actual.and_then(number),
                issue.suggestion,
            )
        })
        .collect()
}
