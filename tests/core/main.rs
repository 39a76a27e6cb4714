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

mod api_key;
mod base_url;
mod century;
mod color;
mod configuration;
mod connection;
mod date;
mod error;
mod fuzz;
mod headers;
mod input;
mod issue;
mod message;
mod name;
mod properties;
mod request;
mod response;
mod retry;
mod retry_after;
mod support;
mod text;
mod url;
