//! The repetition of a call's attempt, until one succeeds or its failure is final.
//!
//! The facade makes the first attempt. Most calls need only that one, so they make no future.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::call::applied::Applied;
use crate::call::retry::{Decision, Repeat, Situation, decide, may_begin};

/// What a call is doing when [`repeat`] is entered.
///
/// After a trap of the WebAssembly module the facade enters the function again on a new instance. The
/// facade keeps everything else that must survive a trap: see [`Call`].
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The last attempt failed, and nothing is under way.
    Failed,
    /// A wait is under way.
    Waiting,
    /// An attempt is under way.
    Attempting,
}

/// A call whose first attempt failed: what it knows, and what it can do.
pub trait Call {
    /// Attempts that were begun, at least 1.
    fn attempts(&self) -> u32;
    /// The number of attempts that may follow the first.
    fn max_retries(&self) -> u32;
    /// Whether the last attempt allows another one.
    fn last_repeat(&self) -> Repeat;
    /// Whether the last attempt made the update.
    fn last_applied(&self) -> Applied;
    /// Whether the attempts so far made the update.
    fn applied(&self) -> Applied;
    /// The shortest wait that the API asked for, in milliseconds; 0 if it asked for none.
    fn floor_ms(&self) -> f64;
    /// The time that is left of the whole call, in milliseconds.
    fn left_ms(&self) -> f64;
    /// The tokens of the client.
    fn tokens(&self) -> u32;
    /// A random number in `[0, 1)`.
    fn random(&self) -> f64;

    /// Stores whether the attempts so far made the update.
    fn set_applied(&self, applied: Applied);
    /// Takes the tokens, tells the caller of the retry, and begins the wait.
    fn begin_wait(&self, delay_ms: f64, cost: u32);
    /// Begins an attempt. It ends no later than the call.
    fn begin_attempt(&self, left_ms: f64);
    /// Waits until the wait or the attempt has ended. Returns whether the call goes on: not after an
    /// aborted wait or a successful attempt.
    fn finish(&self) -> impl Future<Output = bool>;
}

/// Repeats the attempt of a call until one succeeds or the failure of the last one is final.
pub async fn repeat(call: &impl Call, entered: Stage) {
    let mut stage = entered;
    loop {
        stage = match stage {
            Stage::Failed => {
                call.set_applied(call.applied().and(call.last_applied()));
                match decide(&situation(call)) {
                    Decision::Stop => return,
                    Decision::Retry { delay_ms, cost } => {
                        call.begin_wait(delay_ms, cost);
                        Stage::Waiting
                    }
                }
            }
            Stage::Waiting => {
                let goes_on = call.finish().await;
                let left_ms = call.left_ms();
                if !goes_on || !may_begin(left_ms) {
                    return;
                }
                call.begin_attempt(left_ms);
                Stage::Attempting
            }
            Stage::Attempting => {
                if !call.finish().await {
                    return;
                }
                Stage::Failed
            }
        };
    }
}

fn situation(call: &impl Call) -> Situation {
    Situation {
        attempts: call.attempts(),
        max_retries: call.max_retries(),
        repeat: call.last_repeat(),
        floor_ms: call.floor_ms(),
        left_ms: call.left_ms(),
        tokens: call.tokens(),
        random: call.random(),
    }
}
