//! The policy of many updates, as an object that the facade asks.

use wasm_bindgen::prelude::*;

use super::to_js;
use crate::bulk::answer::{Answer, Failed};
use crate::bulk::item::Verdict;
use crate::bulk::run::{Next, Options, Run};
use crate::configuration::setting::{
    DEFAULT_BUFFER_SIZE, DEFAULT_BULK_RETRIES, DEFAULT_CONCURRENCY, DEFAULT_MAX_PAUSE_MS,
    DEFAULT_PROGRESS_INTERVAL_MS,
};
use crate::errors::code::Code;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The value of each option of `updateIntegrations` that is left out. */
export type BulkDefaults = [
  concurrency: number,
  bufferSize: number,
  maxRetries: number,
  maxPauseMs: number,
  progressIntervalMs: number,
];
"#;

/// What the facade may do with the item that comes next.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextKind {
    /// Begin its request. `value` is its number until it ends.
    Begin,
    /// Wait until `value`, or until a request ends.
    Wait,
    /// Begin no request any more.
    Stopped,
}

/// What becomes of an item after its request.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictKind {
    /// It is updated.
    Updated,
    /// It failed.
    Failed,
    /// It failed because the run stopped. It is not settled for the checkpoint.
    Abandoned,
    /// It waits for the gate, and goes before all other items.
    Refused,
    /// It waits until `value`.
    Retry,
}

/// A figure of the progress.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The requests that begin in a second. There are none before the first refusal.
    PacePerSecond,
    /// When the gate opens, if it is closed.
    PausedUntil,
    /// The items that were settled in a second, lately.
    RatePerSecond,
    /// The milliseconds until so many items more are settled, if the rate tells it.
    EtaMs,
}

/// The policy of one run.
#[wasm_bindgen]
#[derive(Debug)]
pub struct BulkPolicy {
    run: Run,
    value: f64,
}

#[wasm_bindgen]
impl BulkPolicy {
    /// The policy before the first request.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(concurrency: u32, max_retries: u32, max_pause_ms: f64, max_failures: f64) -> Self {
        Self {
            run: Run::new(Options {
                concurrency,
                max_retries,
                max_pause_ms,
                max_failures,
            }),
            value: f64::NAN,
        }
    }

    /// Decides whether the next item's request begins. `value` has more.
    pub fn next(&mut self, now: f64) -> NextKind {
        match self.run.next(now) {
            Next::Begin(number) => {
                self.value = f64::from(number);
                NextKind::Begin
            }
            Next::Wait(until) => {
                self.value = until.unwrap_or(f64::NAN);
                NextKind::Wait
            }
            Next::Stopped(_) => NextKind::Stopped,
        }
    }

    /// What belongs to the last answer: the number of a request that begins, the end of a wait (NaN: only
    /// a request that ends is waited for), or the time of a retry.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Whether the run stopped.
    #[wasm_bindgen(getter, js_name = isStopped)]
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.run.stopped().is_some()
    }

    /// Decides what becomes of an item whose request succeeded.
    pub fn updated(&mut self, number: u32, now: f64) -> VerdictKind {
        self.end(number, &Answer::Updated, 0, now, 0.0)
    }

    /// Decides what becomes of an item whose request failed.
    ///
    /// `code` is the number of a [`Code`]. `status` is 0 and `retry_after_ms` is NaN if the error has none.
    /// `retries` is the number of `Retry` verdicts that the item had before. A `number` that no request
    /// has is ignored.
    #[expect(
        clippy::too_many_arguments,
        reason = "an object with these parts would need more code to cross"
    )]
    pub fn failed(
        &mut self,
        number: u32,
        code: usize,
        status: u16,
        retryable: bool,
        retry_after_ms: f64,
        retries: u32,
        now: f64,
        random: f64,
    ) -> VerdictKind {
        let failed = Failed {
            code: Code::from_number(code),
            status: (status > 0).then_some(status),
            is_retryable: retryable,
            retry_after_ms: (retry_after_ms >= 0.0).then_some(retry_after_ms),
        };
        self.end(number, &Answer::Failed(failed), retries, now, random)
    }

    /// A figure of the progress, NaN if there is none. `left` is the number of items that are not settled.
    #[must_use]
    pub fn figure(&self, figure: Figure, now: f64, left: f64) -> f64 {
        let found = match figure {
            Figure::PacePerSecond => self.run.pace_per_second(),
            Figure::PausedUntil => self.run.paused_until(),
            Figure::RatePerSecond => Some(self.run.rate_per_second(now)),
            Figure::EtaMs => self.run.eta_ms(now, left),
        };
        found.unwrap_or(f64::NAN)
    }

    fn end(
        &mut self,
        number: u32,
        answer: &Answer,
        retries: u32,
        now: f64,
        random: f64,
    ) -> VerdictKind {
        match self.run.end(number, answer, retries, now, random) {
            Verdict::Updated => VerdictKind::Updated,
            Verdict::Failed => VerdictKind::Failed,
            Verdict::Abandoned => VerdictKind::Abandoned,
            Verdict::Refused => VerdictKind::Refused,
            Verdict::Retry(at) => {
                self.value = at;
                VerdictKind::Retry
            }
        }
    }
}

/// The value of each option that is left out.
#[wasm_bindgen(js_name = bulkDefaults, unchecked_return_type = "BulkDefaults")]
pub fn bulk_defaults() -> JsValue {
    to_js(&[
        DEFAULT_CONCURRENCY,
        DEFAULT_BUFFER_SIZE,
        DEFAULT_BULK_RETRIES,
        DEFAULT_MAX_PAUSE_MS,
        DEFAULT_PROGRESS_INTERVAL_MS,
    ])
}
