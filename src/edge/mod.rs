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
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::text::READ_LIMIT;

/// What the generated declarations say of the facade's types.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { RetryableCall } from "../src/call.js";
import type { Failure } from "../src/failure.js";
import type { CheckedOptions } from "../src/settings.js";
import type { Snapshot } from "../src/snapshot.js";
import type { UpdateIntegrationResponse, ValidationIssue } from "../src/types.js";
"#;

/// A value of the core as a plain object with the same field names.
fn to_object(value: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or(JsValue::UNDEFINED)
}

/// The code units of a string one by one, so that no copy of the string is made.
fn units(text: &JsString) -> impl Iterator<Item = u16> + Clone + '_ {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a code unit fits"
    )]
    (0..text.length()).map(|index| text.char_code_at(index) as u16)
}

/// A string's first code units, at most [`READ_LIMIT`].
fn read_start(text: &JsString, limit: usize) -> Vec<u16> {
    units(text).take(limit.min(READ_LIMIT)).collect()
}
