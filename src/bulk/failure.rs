//! Failures of a run, and of what is passed to `updateIntegrations`.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::errors::code::Code;
use crate::errors::failure::Failure;

/// What is wrong.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkFault {
    /// The client has no method `updateIntegration`.
    Client,
    /// The items cannot be iterated.
    Items,
    /// The source of the items threw an error.
    Source,
    /// The run has a consumer, and another one asked for the results.
    SecondConsumer,
    /// The client rejected with a value that is not an error of this package.
    ForeignError,
}

impl BulkFault {
    /// Describes the failure.
    #[must_use]
    pub fn describe(self) -> Failure {
        match self {
            Self::Client => Failure::configuration(
                "client",
                "client must be an OdeusClient, or an object with a method `updateIntegration`.",
            ),
            Self::Items => Failure::configuration(
                "items",
                "items must be iterable: an array, a generator, or an async iterable.",
            ),
            Self::Source => Failure::new(
                Code::SourceFailed,
                "The source of the items failed: see `cause`. The items that it gave before were \
                 handled.",
            ),
            Self::SecondConsumer => Failure::new(
                Code::SourceFailed,
                "This run has a consumer already, and its results can be read once. Call \
                 `updateIntegrations` again for another run.",
            ),
            Self::ForeignError => Failure {
                retryable: true,
                ..Failure::new(
                    Code::InternalError,
                    "The client failed with a value that is not an error of odeus-integrations: \
                     see `cause`.",
                )
            },
        }
    }
}
