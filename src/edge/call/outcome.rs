//! The verdict on an attempt.
//!
//! The body of an answer stays in the facade: a server may send the key back in it, and the key never
//! enters the memory of this module.

use js_sys::{JsString, Number};
use wasm_bindgen::prelude::*;

use super::super::errors::{Part, describe, failure_parts};
use super::super::to_text;
use crate::call::applied::Applied;
use crate::call::body::UnusableBody;
use crate::call::connection::{FetchFault, Reason};
use crate::call::deadline::{self, Deadline};
use crate::call::outcome::{Event, Outcome, aborted};
use crate::call::retry_after::RetryAfter;
use crate::call::status;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The verdict on an attempt: its failure, whether it made the update, whether another may follow. */
export type Verdict = [failure: FailureParts, applied: Applied, repeat: Repeat];
"#;

fn verdict(outcome: &Outcome) -> JsValue {
    let failure = outcome.failure();
    let parts = vec![
        failure_parts(&failure),
        Part::Number((outcome.applied() as u32).into()),
        Part::Number((outcome.repeat() as u32).into()),
    ];
    Part::List(parts).to_js()
}

/// The time that an attempt may take, in milliseconds.
#[wasm_bindgen(js_name = attemptLimitMs)]
pub fn attempt_limit_ms(left_ms: f64, attempt_timeout_ms: f64) -> f64 {
    deadline::attempt_limit_ms(left_ms, attempt_timeout_ms)
}

/// Whether an attempt made the update, judged by its status. The result is `Yes` only for a success.
#[wasm_bindgen(js_name = appliedByHead)]
#[must_use]
pub fn applied_by_head(status: u16) -> Applied {
    Applied::by_head(Some(status))
}

/// Judges an attempt that was answered with a status that is not a success.
#[wasm_bindgen(js_name = judgeStatus, unchecked_return_type = "Verdict")]
pub fn judge_status(status: u16) -> JsValue {
    verdict(&Outcome::Status(status))
}

/// Judges an attempt that was answered with a success whose body cannot be used.
#[wasm_bindgen(js_name = judgeBody, unchecked_return_type = "Verdict")]
pub fn judge_body(status: u16, body: UnusableBody) -> JsValue {
    verdict(&Outcome::judge(Event::Body(body), Some(status)))
}

/// Judges an attempt that a deadline ended.
///
/// `status` is the status of the answer, if its head came. `left_ms` is the rest of the call's time
/// when the attempt began.
#[wasm_bindgen(js_name = judgeDeadline, unchecked_return_type = "Verdict")]
pub fn judge_deadline(
    status: Option<u16>,
    left_ms: f64,
    timeout_ms: f64,
    attempt_timeout_ms: f64,
) -> JsValue {
    let deadline = Deadline::of_attempt(left_ms, attempt_timeout_ms);
    let limit_ms = match deadline {
        Deadline::Attempt => attempt_timeout_ms,
        Deadline::Call => timeout_ms,
    };
    let event = Event::Deadline {
        deadline,
        limit_ms,
        limit: number_text(limit_ms),
    };
    verdict(&Outcome::judge(event, status))
}

/// Judges an attempt that the caller's signal ended. `status` is the status of the answer, if its head
/// came.
#[wasm_bindgen(js_name = judgeAbort, unchecked_return_type = "Verdict")]
pub fn judge_abort(status: Option<u16>) -> JsValue {
    verdict(&Outcome::judge(Event::Abort, status))
}

/// Whether a status is a redirect.
#[wasm_bindgen(js_name = isRedirect)]
#[must_use]
pub fn is_redirect(status: u16) -> bool {
    status::is_redirect(status)
}

/// Judges an attempt whose `fetch` failed; `details` is what the runtime said, without the key.
#[wasm_bindgen(js_name = judgeNoAnswer, unchecked_return_type = "Verdict")]
pub fn judge_no_answer(fault: FetchFault, details: &JsString) -> JsValue {
    let details = to_text(details);
    let reason = Reason::judge(fault, &details);
    verdict(&Outcome::judge(Event::NoAnswer { reason, details }, None))
}

/// The failure of a call that its signal ended while no request was under way.
#[wasm_bindgen(js_name = describeAbort, unchecked_return_type = "FailureParts")]
pub fn describe_abort() -> JsValue {
    describe(&aborted())
}

/// The wait in milliseconds that the headers of an answer ask for, `undefined` for none.
#[wasm_bindgen(js_name = readRetryAfter)]
#[must_use]
pub fn read_retry_after(
    retry_after: Option<JsString>,
    retry_after_ms: Option<JsString>,
    date: Option<JsString>,
    now_ms: f64,
) -> Option<f64> {
    let retry_after = to_optional_text(retry_after);
    let retry_after_ms = to_optional_text(retry_after_ms);
    let date = to_optional_text(date);
    let headers = RetryAfter {
        retry_after: retry_after.as_deref(),
        retry_after_ms: retry_after_ms.as_deref(),
        date: date.as_deref(),
    };
    headers.wait_ms(now_ms)
}

fn to_optional_text(header: Option<JsString>) -> Option<String> {
    header.map(|text| to_text(&text))
}

/// A number as JavaScript writes it. Rust's formatting of floats would make the module larger.
fn number_text(number: f64) -> String {
    Number::from(number)
        .to_string_with_radix(10)
        .map(|text| to_text(&text))
        .unwrap_or_default()
}
