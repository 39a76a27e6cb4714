//! What goes wrong: the code of each failure and its text.

pub mod code;
pub mod failure;
