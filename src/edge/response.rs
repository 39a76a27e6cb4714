//! Judging an answer that is a JavaScript value.
//!
//! A body stays a JavaScript string: a server may echo the key, and the key never enters this
//! module's memory.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

use super::runtime::has_own;
use super::to_object;
use crate::connection::Reason;
use crate::error::Failure;
use crate::response::{self, UnusableBody};
use crate::retry_after::RetryAfter;

thread_local! {
    static INTEGRATION: JsString = "integration".into();
    static ID: JsString = "id".into();
}

/// Whether a status says that the update was made.
#[wasm_bindgen(js_name = isSuccess)]
pub fn is_success(status: u16) -> bool {
    response::is_success(status)
}

/// The failure that another status is.
#[wasm_bindgen(js_name = describeStatus, unchecked_return_type = "Failure")]
pub fn describe_status(status: u16) -> JsValue {
    to_object(&response::describe_status(status))
}

/// Whether the parsed body of a success has an own object `integration` with an own string `id`.
#[wasm_bindgen(js_name = isAnswer)]
pub fn is_answer(body: &JsValue) -> bool {
    own_object(body).is_some_and(|integration| {
        ID.with(|id| has_own(&integration, id) && get(&integration, id).is_string())
    })
}

fn own_object(body: &JsValue) -> Option<JsValue> {
    let has_integration = body.is_object() && INTEGRATION.with(|key| has_own(body, key));
    let integration = has_integration.then(|| INTEGRATION.with(|key| get(body, key)))?;
    (integration.is_object() && !Array::is_array(&integration)).then_some(integration)
}

fn get(object: &JsValue, key: &JsString) -> JsValue {
    Reflect::get(object, key).unwrap_or_default()
}

/// Why a success's body cannot be used: the core's `UnusableBody` for JavaScript.
#[wasm_bindgen]
#[derive(Clone, Copy)]
pub enum Unusable {
    /// Over 1 MiB.
    TooLarge,
    /// It ended before its end.
    BrokenOff,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// Text that is not JSON.
    NotJson,
    /// JSON without an integration.
    WrongShape,
}

/// The failure of a success whose body cannot be used.
#[wasm_bindgen(js_name = describeUnusable, unchecked_return_type = "Failure")]
pub fn describe_unusable(reason: Unusable) -> JsValue {
    let body = match reason {
        Unusable::TooLarge => UnusableBody::TooLarge,
        Unusable::BrokenOff => UnusableBody::BrokenOff,
        Unusable::NotUtf8 => UnusableBody::NotUtf8,
        Unusable::NotJson => UnusableBody::NotJson,
        Unusable::WrongShape => UnusableBody::WrongShape,
    };
    to_object(&body.describe())
}

/// The failure of a deadline that passed.
#[wasm_bindgen(js_name = describeTimeout, unchecked_return_type = "Failure")]
pub fn describe_timeout(is_whole_call: bool, is_answered: bool) -> JsValue {
    to_object(&Failure::timed_out(is_whole_call, is_answered))
}

/// The failure of a call that the caller's signal ended.
#[wasm_bindgen(js_name = describeAbort, unchecked_return_type = "Failure")]
pub fn describe_abort() -> JsValue {
    to_object(&Failure::aborted())
}

/// The failure of a connection; `details` is what the runtime said, the key taken out.
#[wasm_bindgen(js_name = describeConnection, unchecked_return_type = "Failure")]
pub fn describe_connection(details: &str) -> JsValue {
    to_object(&Reason::find(details).describe(details))
}

/// Whether the request may have reached the API although the connection failed.
#[wasm_bindgen(js_name = mayHaveArrived)]
pub fn may_have_arrived(details: &str) -> bool {
    Reason::find(details).may_have_arrived()
}

/// The wait in milliseconds that an answer's headers ask for, `undefined` for none.
#[wasm_bindgen(js_name = readRetryAfter)]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen takes optional strings by value"
)]
pub fn read_retry_after(
    retry_after: Option<String>,
    retry_after_ms: Option<String>,
    date: Option<String>,
    now_ms: f64,
) -> Option<f64> {
    let headers = RetryAfter {
        retry_after: retry_after.as_deref(),
        retry_after_ms: retry_after_ms.as_deref(),
        date: date.as_deref(),
    };
    headers.wait_ms(now_ms)
}
