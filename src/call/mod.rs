//! One call: its request, the outcome of each attempt, and whether another attempt follows.
//!
//! The modules in the order of a call: `request`, `deadline`, `connection`, `status`, `body`,
//! `applied`, `outcome`, `retry_after`, `retry`, `repetition`.

pub mod applied;
pub mod body;
pub mod connection;
pub mod date;
pub mod deadline;
pub mod outcome;
pub mod repetition;
pub mod request;
pub mod retry;
pub mod retry_after;
pub mod status;
