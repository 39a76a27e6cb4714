//! The advice for the consumer of a job queue.

use wasm_bindgen::prelude::*;

use crate::call::applied::Applied;
use crate::errors::code::Code;
use crate::queue::advice::{Situation, advise};

/// What the consumer of a queue does with the error of a call, as one number: 8 times the delay, plus the
/// number of the verdict. The delay is -1 if there is none. A tuple would need more code to cross.
///
/// `code` is the number of a [`Code`]. `retry_after_ms` is NaN if the error has none.
#[wasm_bindgen(js_name = adviseJob)]
#[must_use]
pub fn advise_job(
    code: usize,
    applied: Applied,
    retryable: bool,
    retry_after_ms: f64,
    attempt: u32,
    max_delay_ms: f64,
    random: f64,
) -> f64 {
    let (verdict, delay_ms) = advise(&Situation {
        code: Code::from_number(code),
        applied,
        is_retryable: retryable,
        retry_after_ms: (retry_after_ms >= 0.0).then_some(retry_after_ms),
        attempt,
        max_delay_ms,
        random,
    });
    8.0 * delay_ms.unwrap_or(-1.0) + f64::from(verdict as u8)
}
