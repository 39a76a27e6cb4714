//! Whether a call made the update (the package's contract, section "What comes back").

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::call::status::is_success;

/// Whether the update was made.
///
/// The order matters: the larger of two values holds for both attempts together.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applied {
    /// The update was not made.
    No,
    /// The update may have been made.
    Unknown,
    /// The update was made.
    Yes,
}

impl Applied {
    /// Reads the value from the status of an answer. `None`: a request was sent and no head came.
    ///
    /// Status 0 stands for a redirect that the runtime hides. After a 5xx the value is unknown: the
    /// API may have failed after it made the update.
    #[must_use]
    pub fn by_head(status: Option<u16>) -> Self {
        match status {
            Some(status) if is_success(status) => Self::Yes,
            Some(0 | 300..=499) => Self::No,
            Some(_) | None => Self::Unknown,
        }
    }

    /// Returns the value for all attempts, after one more.
    #[must_use]
    pub fn and(self, another: Self) -> Self {
        self.max(another)
    }
}
