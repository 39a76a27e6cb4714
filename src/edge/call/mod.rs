//! A call, on JavaScript values.

mod executor;
mod outcome;
pub(super) mod repetition;
mod request;
