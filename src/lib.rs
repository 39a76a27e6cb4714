//! The core of a client for one endpoint of the Odeus API, Update Integration. It has the rules, the
//! request and every decision about a call. CONTRIBUTING.md has the map.
//!
//! Everything outside `edge` works on strings and numbers only, so it also runs on the host.

pub mod bulk;
pub mod call;
pub mod configuration;
pub mod errors;
pub mod input;
pub mod queue;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod edge;
