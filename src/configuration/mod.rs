//! The options of a client and of a call: their rules and their defaults.
//!
//! No message shows a value: keys, header values and the user info of URLs are secrets.

pub mod api_key;
pub mod base_url;
pub mod foreign;
pub mod headers;
pub mod name;
pub mod obstacle;
pub mod setting;
