//! One call.

mod applied;
mod body;
mod century;
mod connection;
mod date;
mod deadline;
mod outcome;
mod repetition;
mod request;
mod retry;
mod retry_after;
mod status;
