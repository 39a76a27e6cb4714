//! Tests of the pure core on the host: every rule of the package's contract by its boundary.
//!
//! `properties` and `fuzz` run longer with `PROPTEST_CASES=1000000 cargo test --test core`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]
#![allow(
    clippy::float_cmp,
    reason = "waits, limits and dates are exact numbers"
)]

mod bulk;
mod call;
mod configuration;
mod errors;
mod fuzz;
mod input;
mod properties;
mod queue;
mod support;
mod text;
