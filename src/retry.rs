//! Whether a failed attempt is repeated, and when (the package's contract, section "Retries").
//!
//! Pure: the clock, the random number and the budget come from the caller.

/// A budget that is full, in tokens.
pub const FULL_BUDGET: u32 = 500;

const COST: u32 = 5;
const COST_AFTER_TIMEOUT: u32 = 10;
const BASE_DELAY_MS: f64 = 500.0;
const MAXIMUM_DELAY_MS: f64 = 8_000.0;

/// All that the decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// Attempts begun, at least 1.
    pub attempts: u32,
    /// How many attempts may follow the first.
    pub max_retries: u32,
    /// Whether the last attempt failed in a way that a repeat may mend.
    pub retryable: bool,
    /// Whether it passed its deadline.
    pub timed_out: bool,
    /// The shortest wait that the API asked for, 0 if it asked for none.
    pub floor_ms: f64,
    /// What is left of the whole call's time.
    pub left_ms: f64,
    /// The client's tokens.
    pub tokens: u32,
    /// A number in `[0, 1)`.
    pub random: f64,
}

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// The failure is final.
    Stop,
    /// Try again.
    Retry {
        /// After this wait, in milliseconds.
        delay_ms: f64,
        /// For so many tokens.
        cost: u32,
    },
}

/// Decides on the situation.
#[must_use]
pub fn decide(situation: &Situation) -> Decision {
    let cost = if situation.timed_out {
        COST_AFTER_TIMEOUT
    } else {
        COST
    };
    let delay_ms = jitter(situation.attempts, situation.random).max(situation.floor_ms);
    let may_retry = situation.retryable
        && situation.attempts <= situation.max_retries
        && situation.tokens >= cost
        && delay_ms < situation.left_ms;
    if may_retry {
        Decision::Retry { delay_ms, cost }
    } else {
        Decision::Stop
    }
}

/// The wait before the attempt that follows `attempts`, in milliseconds: "full jitter",
/// `random(0, min(8 s, 0.5 s * 2^n))`, n = 0 for the first retry.
#[must_use]
pub fn jitter(attempts: u32, random: f64) -> f64 {
    let doublings = i32::try_from(attempts.saturating_sub(1)).unwrap_or(i32::MAX);
    random * (BASE_DELAY_MS * 2_f64.powi(doublings)).min(MAXIMUM_DELAY_MS)
}

/// The tokens after a success, which gives back what the call's last retry took, or 1.
#[must_use]
pub fn refill(tokens: u32, last_cost: u32) -> u32 {
    tokens.saturating_add(last_cost.max(1)).min(FULL_BUDGET)
}
