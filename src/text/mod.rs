//! Texts: the strings of JavaScript, names that the caller wrote, and the parts of messages.

pub mod message;
pub mod name;
pub mod utf16;
