//! Whether another attempt follows, after which wait, and what it costs (the package's contract,
//! section "Retries").
//!
//! A retry takes tokens from the budget of its client. An outage soon empties the budget. Then the
//! client makes only one request a call.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// The tokens of a client's retry budget. The facade keeps them.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// The tokens of a new client.
    Full = 500,
}

/// The tokens of a full budget.
pub const FULL_BUDGET: u32 = Tokens::Full as u32;

const COST: u32 = 5;
const COST_AFTER_TIMEOUT: u32 = 10;
const BASE_DELAY_MS: f64 = 500.0;
const MAXIMUM_DELAY_MS: f64 = 8_000.0;

/// Whether another attempt may follow the last one.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// No: the call ends with this attempt.
    No,
    /// Yes.
    Yes,
    /// Yes, and the retry costs more, because the attempt used its whole time.
    AfterTimeout,
}

/// The facts for the decision.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// Attempts that were begun, at least 1.
    pub attempts: u32,
    /// The number of attempts that may follow the first.
    pub max_retries: u32,
    /// Whether the last attempt allows another one.
    pub repeat: Repeat,
    /// The shortest wait that the API asked for, in milliseconds; 0 if it asked for none.
    pub floor_ms: f64,
    /// The time that is left of the whole call, in milliseconds.
    pub left_ms: f64,
    /// The tokens of the client.
    pub tokens: u32,
    /// A random number in `[0, 1)`.
    pub random: f64,
}

/// What to do after an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// End the call with the failure that it has.
    Stop,
    /// Make another attempt.
    Retry {
        /// The wait before it, in milliseconds.
        delay_ms: f64,
        /// The tokens that it takes.
        cost: u32,
    },
}

/// Decides what to do after an attempt that failed.
#[must_use]
pub fn decide(situation: &Situation) -> Decision {
    let cost = match situation.repeat {
        Repeat::No => return Decision::Stop,
        Repeat::Yes => COST,
        Repeat::AfterTimeout => COST_AFTER_TIMEOUT,
    };
    let delay_ms = jitter(situation.attempts, situation.random).max(situation.floor_ms);
    let may_retry = situation.attempts <= situation.max_retries
        && situation.tokens >= cost
        && delay_ms < situation.left_ms;
    if may_retry {
        Decision::Retry { delay_ms, cost }
    } else {
        Decision::Stop
    }
}

/// Returns the wait after this number of attempts, in milliseconds.
///
/// It is random, by "full jitter": `random(0, min(8 s, 0.5 s * 2^n))`, where n is 0 for the first
/// retry.
#[must_use]
pub fn jitter(attempts: u32, random: f64) -> f64 {
    full_jitter(BASE_DELAY_MS, MAXIMUM_DELAY_MS, attempts, random)
}

/// Returns a random wait, in milliseconds. Its upper end is `base_ms` for the first time, doubles with
/// each further time, and is at most `maximum_ms`.
#[must_use]
pub fn full_jitter(base_ms: f64, maximum_ms: f64, times: u32, random: f64) -> f64 {
    let doublings = i32::try_from(times.saturating_sub(1)).unwrap_or(i32::MAX);
    random * (base_ms * 2_f64.powi(doublings)).min(maximum_ms)
}

/// Whether an attempt may begin after a wait. On a busy machine the wait may have taken the rest of
/// the time.
#[must_use]
pub fn may_begin(left_ms: f64) -> bool {
    left_ms > 0.0
}

/// Returns the tokens after a success. A success gives back what the last retry of its call took. If
/// there was no retry, it gives back 1.
///
/// `last_cost` is 0 if the call made no retry.
#[must_use]
pub fn refill(tokens: u32, last_cost: u32) -> u32 {
    tokens.saturating_add(last_cost.max(1)).min(FULL_BUDGET)
}
