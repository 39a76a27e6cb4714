//! The rules, the request and the judgement of the answer of a client for one endpoint of the Odeus
//! API, Update Integration, for server-side JavaScript. See CONTRIBUTING.md for the map.
//!
//! Everything outside `edge` is a function of strings and numbers and runs on the host.

pub mod base_url;
pub mod configuration;
pub mod connection;
pub mod date;
pub mod error;
pub mod headers;
pub mod input;
pub mod issue;
pub mod message;
pub mod name;
pub mod request;
pub mod response;
pub mod retry;
pub mod retry_after;
pub mod text;
pub mod url;

#[cfg(target_arch = "wasm32")]
mod edge;
