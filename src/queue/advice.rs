//! What becomes of a job after its call failed, and how long it waits.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::bulk::gate::SPREAD;
use crate::call::applied::Applied;
use crate::call::retry::full_jitter;
use crate::errors::code::Code;

/// The upper end of the first wait that the API did not name, in milliseconds.
const BASE_DELAY_MS: f64 = 1_000.0;
/// The wait after a failure that every job would meet, in milliseconds. A person has to mend its cause.
const HALT_MS: f64 = 300_000.0;

/// What the consumer does with the job.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen(js_name = JobVerdict))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The update was made: it acknowledges the job.
    Done,
    /// The job will never succeed: it moves the job to the dead letters.
    Drop,
    /// The job may succeed later: it puts the job back.
    Retry,
    /// The API wants fewer requests: it puts the job back, and holds the other jobs, too.
    Pause,
    /// Every job would fail: it keeps them all.
    Halt,
}

/// The facts for the advice.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// The code of the error.
    pub code: Code,
    /// Whether the call made the update.
    pub applied: Applied,
    /// Whether the same call may succeed later.
    pub is_retryable: bool,
    /// The wait that the API asked for, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// How often the job was tried, at least 1.
    pub attempt: u32,
    /// The longest wait, in whole milliseconds.
    pub max_delay_ms: f64,
    /// A random number in `[0, 1)`.
    pub random: f64,
}

/// Returns what the consumer does with the job and, if the job stays in the queue, how long it waits, in
/// whole milliseconds.
///
/// A named wait becomes up to a tenth longer, so that jobs that wait for the same time do not all come
/// back at once. A named wait of 0 counts as none, because some servers cut the seconds.
#[must_use]
pub fn advise(situation: &Situation) -> (Verdict, Option<f64>) {
    let verdict = verdict(situation);
    let named_ms = situation.retry_after_ms.filter(|&named| named > 0.0);
    let delay_ms = match (verdict, named_ms) {
        (Verdict::Done | Verdict::Drop, _) => return (verdict, None),
        (Verdict::Halt, named) => named.unwrap_or(0.0).max(HALT_MS),
        (_, Some(named)) => named * (1.0 + SPREAD * situation.random),
        _ if situation.code == Code::Aborted => 0.0,
        _ => full_jitter(
            BASE_DELAY_MS,
            situation.max_delay_ms,
            situation.attempt,
            situation.random,
        ),
    };
    (verdict, Some(delay_ms.ceil().min(situation.max_delay_ms)))
}

fn verdict(situation: &Situation) -> Verdict {
    match situation.code {
        _ if situation.applied == Applied::Yes => Verdict::Done,
        Code::AuthenticationFailed | Code::InvalidConfiguration | Code::UnsupportedEnvironment => {
            Verdict::Halt
        }
        Code::RateLimited => Verdict::Pause,
        Code::Aborted => Verdict::Retry,
        _ if !situation.is_retryable => Verdict::Drop,
        _ if situation.retry_after_ms.is_some() => Verdict::Pause,
        _ => Verdict::Retry,
    }
}
