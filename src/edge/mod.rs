//! The thin edge: the only modules that know JavaScript values.
//!
//! Each reads what the core needs, asks the core, and writes down what it said. An exported
//! function runs to its end before the caller's next statement; only [`retry`] waits.

mod configuration;
mod input;
mod memory;
mod response;
mod retry;
mod runtime;
mod transport;

use js_sys::JsString;
use runtime::Units;
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::error::Failure;
use crate::issue::Issue;
use crate::text::{READ_LIMIT, to_unicode};

/// What the generated declarations say of the facade's types.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { RetryableCall } from "../src/call.js";
import type { FailureParts, IssueParts } from "../src/failure.js";
import type { Defaults } from "../src/settings.js";
import type { Snapshot } from "../src/snapshot.js";
"#;

/// A value of the core in JavaScript.
fn to_js(value: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
}

/// A failure as the facade's `FailureParts`: tuples, since for the names of a struct's fields
/// serde-wasm-bindgen keeps a hash map, a tenth of the module.
fn describe(failure: &Failure) -> JsValue {
    let issues = failure.issues.as_deref().map(issue_parts);
    to_js(&(
        failure.code,
        &failure.message,
        failure.retryable,
        &failure.option,
        issues,
    ))
}

/// An issue's parts, in the order of the facade's `IssueParts`.
type IssueParts<'a> = (
    &'static str,
    &'a str,
    Option<&'a str>,
    Option<u32>,
    Option<u32>,
    Option<&'static str>,
);

fn issue_parts(issues: &[Issue]) -> Vec<IssueParts<'_>> {
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

/// The code units of a string one by one, so that no copy of the string is made.
fn units(text: &JsString) -> impl Iterator<Item = u16> + Clone + '_ {
    let units: &Units = text.unchecked_ref();
    (0..text.length()).map(|index| units.at(index))
}

/// A string's first code units, at most [`READ_LIMIT`].
fn read_start(text: &JsString, limit: usize) -> Vec<u16> {
    units(text).take(limit.min(READ_LIMIT)).collect()
}

/// A string with what is no Unicode replaced. No exported function takes a Rust string itself:
/// together they would bring an encoder into the bindings.
fn to_text(text: &JsString) -> String {
    let units: Vec<u16> = units(text).collect();
    to_unicode(&units)
}
