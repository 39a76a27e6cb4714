//! The policy of many updates, as an object that the facade asks.

use wasm_bindgen::prelude::*;

use crate::bulk::answer::{Answer, Failed};
use crate::bulk::item::Verdict;
use crate::bulk::run::{Next, Options, Run};
use crate::errors::code::Code;

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

/// A number that the policy knows.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// What belongs to the last answer: the number of a request that begins, the end of a wait (none if
    /// only a request that ends is waited for), or the time of a retry.
    Answer,
    /// 1 if the run stopped, otherwise 0.
    Stopped,
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
    answer: Option<f64>,
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
            answer: None,
        }
    }

    /// Decides whether the next item's request begins. [`Figure::Answer`] has more.
    pub fn next(&mut self, now: f64) -> NextKind {
        let (kind, answer) = match self.run.next(now) {
            Next::Begin(number) => (NextKind::Begin, Some(f64::from(number))),
            Next::Wait(until) => (NextKind::Wait, until),
            Next::Stopped(_) => (NextKind::Stopped, None),
        };
        self.answer = answer;
        kind
    }

    /// Decides what becomes of an item whose request ended.
    ///
    /// `code` is the number of a [`Code`], `undefined` if the request succeeded. `status` is 0 and `retry_after_ms` is NaN if the error has none.
    /// `retries` is the number of `Retry` verdicts that the item had before. A `number` that no request
    /// has is ignored.
    #[expect(
        clippy::too_many_arguments,
        reason = "an object with these parts would need more code to cross"
    )]
    pub fn end(
        &mut self,
        number: u32,
        code: Option<usize>,
        status: u16,
        is_retryable: bool,
        retry_after_ms: f64,
        retries: u32,
        now: f64,
        random: f64,
    ) -> VerdictKind {
        let answer = match code {
            None => Answer::Updated,
            Some(code) => Answer::Failed(Failed {
                code: Code::from_number(code),
                status: (status > 0).then_some(status),
                is_retryable,
                retry_after_ms: (retry_after_ms >= 0.0).then_some(retry_after_ms),
            }),
        };
        match self.run.end(number, &answer, retries, now, random) {
            Verdict::Updated => VerdictKind::Updated,
            Verdict::Failed => VerdictKind::Failed,
            Verdict::Abandoned => VerdictKind::Abandoned,
            Verdict::Refused => VerdictKind::Refused,
            Verdict::Retry(at) => {
                self.answer = Some(at);
                VerdictKind::Retry
            }
        }
    }

    /// A number that the policy knows, NaN if there is none. `left` is the number of items that are not
    /// settled.
    #[must_use]
    pub fn figure(&self, figure: Figure, now: f64, left: f64) -> f64 {
        let found = match figure {
            Figure::Answer => self.answer,
            Figure::Stopped => Some(self.run.stopped().map_or(0.0, |_| 1.0)),
            Figure::PacePerSecond => self.run.pace_per_second(),
            Figure::PausedUntil => self.run.paused_until(),
            Figure::RatePerSecond => Some(self.run.rate_per_second(now)),
            Figure::EtaMs => self.run.eta_ms(now, left),
        };
        found.unwrap_or(f64::NAN)
    }
}
