//! What becomes of an item after its request.

use crate::bulk::answer::Meaning;
use crate::call::retry::jitter;
use crate::configuration::setting::MAXIMUM_TIMEOUT_MS;

/// What becomes of an item after its request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It is updated.
    Updated,
    /// It failed.
    Failed,
    /// It failed because the run stopped. It is not settled for the checkpoint.
    Abandoned,
    /// It waits for the gate, and goes before all other items.
    Refused,
    /// It waits until this time, and then makes its next retry.
    Retry(f64),
}

/// Decides about an item. `may_repeat` is false after the run stopped.
///
/// `retries` is the number of `Retry` verdicts that the item had before.
#[must_use]
pub fn judge(
    meaning: Meaning,
    retries: u32,
    max_retries: u32,
    may_repeat: bool,
    now: f64,
    random: f64,
) -> Verdict {
    match meaning {
        Meaning::Updated => Verdict::Updated,
        Meaning::Final | Meaning::Unsent => Verdict::Failed,
        Meaning::Fatal => Verdict::Abandoned,
        Meaning::Retryable { .. } if retries >= max_retries => Verdict::Failed,
        Meaning::Refused { .. } | Meaning::Retryable { .. } if !may_repeat => Verdict::Abandoned,
        Meaning::Refused { .. } => Verdict::Refused,
        Meaning::Retryable { retry_after_ms } => {
            let wait = jitter(retries.saturating_add(1), random).max(retry_after_ms);
            Verdict::Retry(now + wait.min(MAXIMUM_TIMEOUT_MS))
        }
    }
}
