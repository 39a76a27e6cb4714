//! The integration's id and the fields to change: their rules, and the issues that broken rules give.

pub mod field;
pub mod issue;
pub mod rules;
pub mod shape;
pub mod violation;
pub mod web_url;
