//! What stands in the way of a client or a call, other than the value of a single option.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::configuration::setting::Setting;
use crate::errors::code::Code;
use crate::errors::failure::Failure;

/// What stands in the way of a client or a call. The facade reports it.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The options are not an object.
    NoOptions,
    /// The options have both `baseUrl` and `deploymentUrl`.
    TwoBases,
    /// There is no `fetch`, neither as an option nor in the runtime.
    NoFetch,
    /// `buildUpdateRequest` needs `Request`, and the runtime has none.
    NoRequestClass,
    /// The signal threw an error when the client listened to it.
    UnusableSignal,
}

impl Obstacle {
    /// Every obstacle.
    pub const ALL: [Self; 5] = [
        Self::NoOptions,
        Self::TwoBases,
        Self::NoFetch,
        Self::NoRequestClass,
        Self::UnusableSignal,
    ];

    /// The failure of a client or a call that meets this obstacle.
    #[must_use]
    pub fn describe(self) -> Failure {
        match self {
            Self::NoOptions => {
                Failure::configuration("options", &["The options must be an object."])
            }
            Self::TwoBases => Setting::DeploymentUrl
                .fail(" and baseUrl cannot be used together. Leave one of them out."),
            Self::NoFetch => Setting::Fetch.fail(
                " is missing: this runtime has no global function `fetch`. Pass one as the option \
                 `fetch`.",
            ),
            Self::NoRequestClass => Failure::new(
                Code::UnsupportedEnvironment,
                &[
                    "buildUpdateRequest needs the global class `Request`, and this runtime has none. \
                     Set `globalThis.Request` first.",
                ],
            ),
            Self::UnusableSignal => Setting::Signal.fail(
                " could not be used: its `addEventListener` threw an error. Pass an AbortSignal, \
                 such as `AbortSignal.timeout(5000)`.",
            ),
        }
    }
}
