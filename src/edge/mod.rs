//! The thin edge: the only modules that know JavaScript values.
//!
//! Each exported function reads what the core needs, asks the core, and returns the core's answer.
//! Only [`call::repetition`] waits.

mod bulk;
mod call;
mod configuration;
mod errors;
mod input;
mod memory;
mod queue;
mod runtime;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use runtime::Units;

use crate::text::utf16::{READ_LIMIT, to_unicode};

/// Reads the code units of a string one by one, so that the string is not copied.
fn units(text: &JsString) -> impl Iterator<Item = u16> + Clone + '_ {
    let units: &Units = text.unchecked_ref();
    (0..text.length()).map(|index| units.at(index))
}

/// Reads the first code units of a string, at most [`READ_LIMIT`].
fn read_start(text: &JsString, limit: usize) -> Vec<u16> {
    read(text, limit.min(READ_LIMIT))
}

/// Reads a string, with U+FFFD in the place of each lone surrogate.
///
/// No exported function takes a Rust string, because the bindings would then contain an encoder.
fn to_text(text: &JsString) -> String {
    to_unicode(&read(text, usize::MAX))
}

fn read(text: &JsString, limit: usize) -> Vec<u16> {
    let mut start = Vec::new();
    for unit in units(text).take(limit) {
        start.push(unit);
    }
    start
}
