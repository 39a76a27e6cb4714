//! Why the body of a success cannot be used.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::call::applied::Applied;
use crate::errors::code::Code;
use crate::errors::failure::Failure;

/// Why the body of a success cannot be used.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusableBody {
    /// The body is larger than 1 MiB.
    TooLarge,
    /// The connection broke before the body ended.
    BrokenOff,
    /// The caller's `fetch` returned a response whose body was read before.
    AlreadyRead,
    /// The body is empty.
    Empty,
    /// The body has bytes that are not UTF-8.
    NotUtf8,
    /// The body is not JSON.
    NotJson,
    /// The body is JSON, and has no object `integration` with a string `id`.
    WrongShape,
}

impl UnusableBody {
    /// Whether the update was made, judged by the part of the body that came.
    ///
    /// If the whole body came and is not the API's answer, a login page or a proxy may have sent it.
    #[must_use]
    pub fn applied(self) -> Applied {
        match self {
            Self::TooLarge | Self::BrokenOff | Self::AlreadyRead | Self::Empty => Applied::Yes,
            Self::NotUtf8 | Self::NotJson | Self::WrongShape => Applied::Unknown,
        }
    }

    /// The failure of a call whose answer has such a body.
    #[must_use]
    pub fn describe(self) -> Failure {
        let body = match self {
            Self::TooLarge => "the body is over 1 MiB",
            Self::BrokenOff => "the body broke off before its end",
            Self::AlreadyRead => {
                "the body was read before. Let `fetch` return a new Response for each call"
            }
            Self::Empty => "the body is empty",
            Self::NotUtf8 => "the body is not UTF-8",
            Self::NotJson => "the body is not JSON",
            Self::WrongShape => {
                "the body is not an object with an `integration` that has a string `id`"
            }
        };
        let (start, end) = match self.applied() {
            Applied::Yes => (
                "The API made the update, but its answer cannot be used: ",
                ".",
            ),
            Applied::Unknown | Applied::No => (
                "The answer does not come from the Odeus API: ",
                ". Check `baseUrl`.",
            ),
        };
        Failure::new(Code::InvalidResponse, &[start, body, end])
    }
}
