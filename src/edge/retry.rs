//! Repeating a call's failed attempt: the one path that waits, and so the one that is async.
//!
//! The first attempt of a call never comes here. The facade awaits it by itself, because an
//! `await` in Rust costs two closures and a call in ten thousand needs a second attempt.

use js_sys::{Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::retry::{Decision, Situation, decide};

#[wasm_bindgen]
extern "C" {
    /// A call of the facade whose last attempt failed.
    #[wasm_bindgen(typescript_type = "RetryableCall")]
    pub type Call;

    #[wasm_bindgen(method, getter)]
    fn attempts(this: &Call) -> u32;
    #[wasm_bindgen(method, getter, js_name = maxRetries)]
    fn max_retries(this: &Call) -> u32;
    #[wasm_bindgen(method, getter, js_name = isRetryable)]
    fn is_retryable(this: &Call) -> bool;
    #[wasm_bindgen(method, getter, js_name = isTimeout)]
    fn is_timeout(this: &Call) -> bool;
    #[wasm_bindgen(method, getter, js_name = floorMs)]
    fn floor_ms(this: &Call) -> f64;
    #[wasm_bindgen(method, getter, js_name = timeLeftMs)]
    fn time_left_ms(this: &Call) -> f64;
    #[wasm_bindgen(method, getter)]
    fn tokens(this: &Call) -> u32;

    /// Pays for a retry, tells the caller of it, waits, and makes another attempt; resolves to
    /// whether that failed, so that there is something to decide again.
    #[wasm_bindgen(method)]
    fn repeat(this: &Call, delay_ms: f64, cost: u32) -> Promise;
}

/// Repeats the attempt until one succeeds or the failure is final; resolves when the call holds
/// its outcome.
#[wasm_bindgen(js_name = retryUntilFinal)]
pub fn retry_until_final(call: Call) -> Promise {
    future_to_promise(async move {
        while let Decision::Retry { delay_ms, cost } = decide(&situation(&call)) {
            if !JsFuture::from(call.repeat(delay_ms, cost))
                .await?
                .is_truthy()
            {
                break;
            }
        }
        Ok(JsValue::UNDEFINED)
    })
}

fn situation(call: &Call) -> Situation {
    Situation {
        attempts: call.attempts(),
        max_retries: call.max_retries(),
        retryable: call.is_retryable(),
        timed_out: call.is_timeout(),
        floor_ms: call.floor_ms(),
        left_ms: call.time_left_ms(),
        tokens: call.tokens(),
        random: Math::random(),
    }
}

/// A client's tokens after a success; `last_cost` is what the call's last retry took, 0 for none.
#[wasm_bindgen(js_name = refillBudget)]
pub fn refill_budget(tokens: u32, last_cost: u32) -> u32 {
    crate::retry::refill(tokens, last_cost)
}

/// The tokens of a new client.
#[wasm_bindgen(js_name = fullBudget)]
pub fn full_budget() -> u32 {
    crate::retry::FULL_BUDGET
}
