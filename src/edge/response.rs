//! Saying what an attempt came to.
//!
//! A body stays with the facade: a server may echo the key, and the key never enters this module's
//! memory.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::{describe, to_text};
use crate::connection::Reason;
use crate::error::Failure;
use crate::response::{self, UnusableBody};
use crate::retry_after::RetryAfter;

/// Whether a status says that the update was made.
#[wasm_bindgen(js_name = isSuccess)]
pub fn is_success(status: u16) -> bool {
    response::is_success(status)
}

/// The failure that another status is.
#[wasm_bindgen(js_name = describeStatus, unchecked_return_type = "FailureParts")]
pub fn describe_status(status: u16) -> JsValue {
    describe(&response::describe_status(status))
}

/// The failure of a success whose body cannot be used.
///
/// `reason` is the facade's number of the core's `UnusableBody`.
#[wasm_bindgen(js_name = describeUnusable, unchecked_return_type = "FailureParts")]
pub fn describe_unusable(reason: u8) -> JsValue {
    let body = match reason {
        0 => UnusableBody::TooLarge,
        1 => UnusableBody::BrokenOff,
        2 => UnusableBody::NotUtf8,
        3 => UnusableBody::NotJson,
        _ => UnusableBody::WrongShape,
    };
    describe(&body.describe())
}

/// The failure of a deadline that passed.
#[wasm_bindgen(js_name = describeTimeout, unchecked_return_type = "FailureParts")]
pub fn describe_timeout(is_whole_call: bool, is_answered: bool) -> JsValue {
    describe(&Failure::timed_out(is_whole_call, is_answered))
}

/// The failure of a call that the caller's signal ended.
#[wasm_bindgen(js_name = describeAbort, unchecked_return_type = "FailureParts")]
pub fn describe_abort() -> JsValue {
    describe(&Failure::aborted())
}

/// The failure of a connection; `details` is what the runtime said, the key taken out.
#[wasm_bindgen(js_name = describeConnection, unchecked_return_type = "FailureParts")]
pub fn describe_connection(details: &JsString) -> JsValue {
    let details = to_text(details);
    describe(&Reason::find(&details).describe(&details))
}

/// Whether the request may have reached the API although the connection failed.
#[wasm_bindgen(js_name = mayHaveArrived)]
#[must_use]
pub fn may_have_arrived(details: &JsString) -> bool {
    Reason::find(&to_text(details)).may_have_arrived()
}

/// The wait in milliseconds that an answer's headers ask for, `undefined` for none.
#[wasm_bindgen(js_name = readRetryAfter)]
#[must_use]
pub fn read_retry_after(
    retry_after: Option<JsString>,
    retry_after_ms: Option<JsString>,
    date: Option<JsString>,
    now_ms: f64,
) -> Option<f64> {
    let [retry_after, retry_after_ms, date] =
        [retry_after, retry_after_ms, date].map(|header| header.map(|text| to_text(&text)));
    let headers = RetryAfter {
        retry_after: retry_after.as_deref(),
        retry_after_ms: retry_after_ms.as_deref(),
        date: date.as_deref(),
    };
    headers.wait_ms(now_ms)
}
