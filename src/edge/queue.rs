//! The advice for the consumer of a job queue.

use wasm_bindgen::prelude::*;

use super::errors::Part;
use crate::call::applied::Applied;
use crate::errors::code::Code;
use crate::queue::advice::{Situation, advise};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What becomes of a job, and how long it waits, if it waits. */
export type JobAdvice = [verdict: JobVerdict, delayMs: number | undefined];
"#;

/// What the consumer of a queue does with the error of a call.
///
/// `code` is the number of a [`Code`]. `retry_after_ms` is NaN if the error has none.
#[wasm_bindgen(js_name = adviseJob, unchecked_return_type = "JobAdvice")]
pub fn advise_job(
    code: usize,
    applied: Applied,
    retryable: bool,
    retry_after_ms: f64,
    attempt: u32,
    max_delay_ms: f64,
    random: f64,
) -> JsValue {
    let (verdict, delay_ms) = advise(&Situation {
        code: Code::from_number(code),
        applied,
        is_retryable: retryable,
        retry_after_ms: (retry_after_ms >= 0.0).then_some(retry_after_ms),
        attempt,
        max_delay_ms,
        random,
    });
    Part::List(vec![
        Part::Number(f64::from(verdict as u8)),
        delay_ms.map_or(Part::Absent, Part::Number),
    ])
    .to_js()
}
