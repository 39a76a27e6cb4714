//! Failures and issues, as the facade gets them.
//!
//! They cross as tuples. `Array.of` makes each tuple in one crossing.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::errors::code::Code;
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

#[wasm_bindgen]
extern "C" {
    /// Makes the tuple of an issue.
    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    fn issue_tuple(
        code: &str,
        message: &str,
        path: Option<&str>,
        maximum: Option<u32>,
        actual: Option<u32>,
        suggestion: Option<&str>,
    ) -> JsValue;

    /// Makes the tuple of a failure.
    #[wasm_bindgen(js_namespace = Array, js_name = of)]
    fn failure_tuple(
        code: Code,
        message: &str,
        retryable: bool,
        option: Option<&str>,
        issues: &JsValue,
        timeout_ms: Option<f64>,
    ) -> JsValue;
}

/// A failure as JavaScript.
pub(super) fn describe(failure: &Failure) -> JsValue {
    failure_tuple(
        failure.code,
        &failure.message,
        failure.retryable,
        failure.option.as_deref(),
        &failure
            .issues
            .as_deref()
            .map_or(JsValue::UNDEFINED, describe_issues),
        failure.timeout_ms,
    )
}

/// The failure of a check as JavaScript, `undefined` if the check passed.
pub(super) fn describe_result(result: Result<(), Failure>) -> JsValue {
    result.map_or_else(|failure| describe(&failure), |()| JsValue::UNDEFINED)
}

/// Issues as a JavaScript array.
pub(super) fn describe_issues(issues: &[Issue]) -> JsValue {
    let number = |number: Option<usize>| u32::try_from(number?).ok();
    let tuples = Array::new();
    for issue in issues {
        tuples.push(&issue_tuple(
            issue.code,
            &issue.message,
            issue.path.as_deref(),
            number(issue.maximum),
            number(issue.actual),
            issue.suggestion,
        ));
    }
    tuples.into()
}
