//! The repetition of a call's attempt: the only code that waits, so the only code that is async.

use js_sys::{Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::executor;
use crate::call::applied::Applied;
use crate::call::repetition::{self, Call, Stage};
use crate::call::retry::{self, Repeat};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A call whose first attempt failed, as the module sees it. */
export interface RepeatedCall {
  /** Attempts that were begun. */
  readonly attempts: number;
  readonly maxRetries: number;
  /** Whether the last attempt allows another one. */
  readonly lastRepeat: Repeat;
  /** Whether the last attempt made the update. */
  readonly lastApplied: Applied;
  /** Whether the attempts so far made the update. */
  applied: Applied;
  /** The shortest wait that the API asked for, in milliseconds; 0 if it asked for none. */
  readonly floorMs: number;
  /** The time that is left of the whole call, in milliseconds. */
  readonly leftMs: number;
  /** The tokens of the client. */
  readonly tokens: number;
  /** Takes the tokens, tells the caller of the retry, and begins the wait. */
  beginWait(delayMs: number, cost: number): void;
  /** Begins an attempt. It ends no later than the call. */
  beginAttempt(leftMs: number): void;
  /** Resolves when the wait or the attempt has ended, to whether the call goes on. Never rejects. */
  finish(): Promise<boolean>;
  /** Ends the repetition. */
  end(): void;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The facade's call.
    #[wasm_bindgen(typescript_type = "RepeatedCall")]
    pub type RepeatedCall;

    #[wasm_bindgen(method, getter)]
    fn attempts(this: &RepeatedCall) -> u32;
    #[wasm_bindgen(method, getter, js_name = maxRetries)]
    fn max_retries(this: &RepeatedCall) -> u32;
    #[wasm_bindgen(method, getter, js_name = lastRepeat)]
    fn last_repeat(this: &RepeatedCall) -> Repeat;
    #[wasm_bindgen(method, getter, js_name = lastApplied)]
    fn last_applied(this: &RepeatedCall) -> Applied;
    #[wasm_bindgen(method, getter)]
    fn applied(this: &RepeatedCall) -> Applied;
    #[wasm_bindgen(method, setter)]
    fn set_applied(this: &RepeatedCall, applied: Applied);
    #[wasm_bindgen(method, getter, js_name = floorMs)]
    fn floor_ms(this: &RepeatedCall) -> f64;
    #[wasm_bindgen(method, getter, js_name = leftMs)]
    fn left_ms(this: &RepeatedCall) -> f64;
    #[wasm_bindgen(method, getter)]
    fn tokens(this: &RepeatedCall) -> u32;
    #[wasm_bindgen(method, js_name = beginWait)]
    fn begin_wait(this: &RepeatedCall, delay_ms: f64, cost: u32);
    #[wasm_bindgen(method, js_name = beginAttempt)]
    fn begin_attempt(this: &RepeatedCall, left_ms: f64);
    #[wasm_bindgen(method)]
    fn finish(this: &RepeatedCall) -> Promise;
    #[wasm_bindgen(method)]
    fn end(this: &RepeatedCall);
}

impl Call for RepeatedCall {
    fn attempts(&self) -> u32 {
        self.attempts()
    }

    fn max_retries(&self) -> u32 {
        self.max_retries()
    }

    fn last_repeat(&self) -> Repeat {
        self.last_repeat()
    }

    fn last_applied(&self) -> Applied {
        self.last_applied()
    }

    fn applied(&self) -> Applied {
        self.applied()
    }

    fn set_applied(&self, applied: Applied) {
        self.set_applied(applied);
    }

    fn floor_ms(&self) -> f64 {
        self.floor_ms()
    }

    fn left_ms(&self) -> f64 {
        self.left_ms()
    }

    fn tokens(&self) -> u32 {
        self.tokens()
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn begin_wait(&self, delay_ms: f64, cost: u32) {
        self.begin_wait(delay_ms, cost);
    }

    fn begin_attempt(&self, left_ms: f64) {
        self.begin_attempt(left_ms);
    }

    async fn finish(&self) -> bool {
        let goes_on = JsFuture::from(self.finish()).await;
        goes_on.is_ok_and(|goes_on| goes_on.is_truthy())
    }
}

/// Repeats the attempt of a call until one succeeds or the failure of the last one is final. Then it
/// calls `end`.
#[wasm_bindgen]
pub fn repeat(call: RepeatedCall, stage: Stage) {
    executor::spawn(async move {
        repetition::repeat(&call, stage).await;
        call.end();
    });
}

/// The tokens of a client after a success; `last_cost` is what the call's last retry took, 0 for none.
#[wasm_bindgen(js_name = refillBudget)]
pub fn refill_budget(tokens: u32, last_cost: u32) -> u32 {
    retry::refill(tokens, last_cost)
}
