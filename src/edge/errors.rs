//! Failures and issues, as the facade gets them.
//!
//! They cross as tuples. For named fields serde-wasm-bindgen needs a hash map, a tenth of the module's
//! size.

use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

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

/// A value of a tuple. One type for all of them needs less code than one type for each tuple.
pub(super) enum Part<'a> {
    /// `undefined`.
    Absent,
    Flag(bool),
    Number(f64),
    Text(&'a str),
    List(Vec<Part<'a>>),
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(parts) => serializer.collect_seq(parts),
        }
    }
}

impl<'a> Part<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }

    fn count(number: Option<usize>) -> Self {
        let number = number.and_then(|number| u32::try_from(number).ok());
        number.map_or(Self::Absent, |number| Self::Number(number.into()))
    }

    pub(super) fn to_js(&self) -> JsValue {
        serde_wasm_bindgen::to_value(self).unwrap_or(JsValue::UNDEFINED)
    }
}

pub(super) fn describe(failure: &Failure) -> JsValue {
    failure_parts(failure).to_js()
}

/// The failure of a check as JavaScript, `undefined` if the check passed.
pub(super) fn describe_result(result: Result<(), Failure>) -> JsValue {
    result.map_or_else(|failure| describe(&failure), |()| JsValue::UNDEFINED)
}

/// The parts of a failure, in the order of the facade's `FailureParts`.
pub(super) fn failure_parts(failure: &Failure) -> Part<'_> {
    Part::List(vec![
        Part::Number((failure.code as u32).into()),
        Part::Text(&failure.message),
        Part::Flag(failure.retryable),
        Part::text(failure.option.as_deref()),
        failure.issues.as_deref().map_or(Part::Absent, issue_parts),
        failure.timeout_ms.map_or(Part::Absent, Part::Number),
    ])
}

/// A list of the parts of each issue, in the order of the facade's `IssueParts`.
pub(super) fn issue_parts(issues: &[Issue]) -> Part<'_> {
    let parts = issues.iter().map(|issue| {
        Part::List(vec![
            Part::Text(issue.code),
            Part::Text(&issue.message),
            Part::text(issue.path.as_deref()),
            Part::count(issue.maximum),
            Part::count(issue.actual),
            Part::text(issue.suggestion),
        ])
    });
    Part::List(parts.collect())
}
