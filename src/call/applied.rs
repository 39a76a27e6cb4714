//! Whether a call made the update (the package's contract, section "What comes back").

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::call::status::is_success;

/// Whether the update was made.
///
/// The order matters: of two attempts the larger value holds for both.
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
    /// What the head of an answer says. `None` means that a request was sent and no head came.
    ///
    /// Status 0 stands for a redirect that the runtime hides. A 5xx says nothing: the API may have
    /// failed after it made the update.
    #[must_use]
    pub fn by_head(status: Option<u16>) -> Self {
        match status {
            Some(status) if is_success(status) => Self::Yes,
            Some(0 | 300..=499) => Self::No,
            Some(_) | None => Self::Unknown,
        }
    }

    /// What holds after another attempt.
    #[must_use]
    pub fn and(self, another: Self) -> Self {
        self.max(another)
    }
}
