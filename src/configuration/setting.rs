//! The options: their names, their ranges and their defaults.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::errors::failure::Failure;
use crate::text::message::{UNREADABLE, concat};

/// The API of the hosted platform (the API's page of Update Integration).
pub const DEFAULT_BASE_URL: &str = "https://api.odeus.ai";

/// The number that an option has if it is left out.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultNumber {
    /// `timeoutMs` of a client: the deadline of the whole call.
    TimeoutMs = 30_000,
    /// `attemptTimeoutMs` of a client. Three attempts and their waits fit into the call's deadline.
    AttemptTimeoutMs = 9_000,
    /// `maxRetries` of a client: the attempts that may follow the first.
    MaxRetries = 2,
    /// `concurrency` of many updates: the requests that are under way at once.
    Concurrency = 8,
    /// `bufferSize` of many updates: the items that were pulled and not yet yielded.
    BufferSize = 256,
    /// `maxRetries` of many updates: the retries of each item.
    BulkRetries = 4,
    /// `maxPauseMs` of many updates: how long the gate may be closed without a success.
    MaxPauseMs = 300_000,
    /// `progressIntervalMs` of many updates: the shortest time between two reports.
    ProgressIntervalMs = 250,
}

/// The longest delay of `setTimeout`, 2^31 - 1 ms. A timer with a longer delay fires at once.
pub const MAXIMUM_TIMEOUT_MS: f64 = 2_147_483_647.0;
const MAXIMUM_RETRIES: f64 = 10.0;

/// An option of a client or of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The API key.
    ApiKey,
    /// The address under which the API's paths begin.
    BaseUrl,
    /// The address of a dedicated deployment.
    DeploymentUrl,
    /// Whether the address may be an `http:` address of any host.
    AllowHttp,
    /// The whole call's deadline.
    TimeoutMs,
    /// One attempt's deadline.
    AttemptTimeoutMs,
    /// The number of attempts that may follow the first.
    MaxRetries,
    /// Headers to add.
    Headers,
    /// The function that sends the request.
    Fetch,
    /// The function that is called after each attempt.
    OnAttempt,
    /// The signal that ends the call.
    Signal,
}

/// Where the value of an option comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The caller passed it.
    Option,
    /// The environment has it.
    Environment,
}

/// Which function the options were passed to.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `new OdeusClient` or `buildUpdateRequest`.
    Client,
    /// The method `updateIntegration` of a client.
    Request,
    /// The function `updateIntegration`, which takes the options of both.
    Call,
    /// The function `updateIntegrations`.
    Bulk,
}

impl Setting {
    pub(super) const ALL: [Self; 11] = [
        Self::ApiKey,
        Self::BaseUrl,
        Self::DeploymentUrl,
        Self::AllowHttp,
        Self::TimeoutMs,
        Self::AttemptTimeoutMs,
        Self::MaxRetries,
        Self::Headers,
        Self::Fetch,
        Self::OnAttempt,
        Self::Signal,
    ];

    /// The option's name.
    // Each inlined copy would have a table of the names.
    #[inline(never)]
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "apiKey",
            Self::BaseUrl => "baseUrl",
            Self::DeploymentUrl => "deploymentUrl",
            Self::AllowHttp => "allowHttp",
            Self::TimeoutMs => "timeoutMs",
            Self::AttemptTimeoutMs => "attemptTimeoutMs",
            Self::MaxRetries => "maxRetries",
            Self::Headers => "headers",
            Self::Fetch => "fetch",
            Self::OnAttempt => "onAttempt",
            Self::Signal => "signal",
        }
    }

    pub(super) fn belongs_to(self, scope: Scope) -> bool {
        match self {
            Self::ApiKey | Self::BaseUrl | Self::DeploymentUrl | Self::AllowHttp | Self::Fetch => {
                matches!(scope, Scope::Client | Scope::Call)
            }
            Self::Signal => scope != Scope::Client,
            Self::TimeoutMs
            | Self::AttemptTimeoutMs
            | Self::MaxRetries
            | Self::Headers
            | Self::OnAttempt => true,
        }
    }

    /// The function that takes the option, for an option that not every function takes.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Signal => "updateIntegration",
            _ => "new OdeusClient",
        }
    }

    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|setting| setting.name() == name)
    }

    pub(crate) fn fail(self, text: &str) -> Failure {
        self.fail_with(&[text])
    }

    /// The failure of this option; `text` has the parts of the message after the option's name.
    fn fail_with(self, text: &[&str]) -> Failure {
        let name = self.name();
        Failure::configuration(name, &[name, &concat(text)])
    }

    /// The failure of a value. The message names the variable if the environment has the value.
    pub(crate) fn fail_from(self, origin: Origin, text: &str) -> Failure {
        let variable = match (origin, self) {
            (Origin::Option, _) => "",
            (Origin::Environment, Self::ApiKey) => " (from ODEUS_API_KEY)",
            (Origin::Environment, _) => " (from ODEUS_BASE_URL)",
        };
        self.fail_with(&[variable, text])
    }

    /// The failure of a value of the wrong type, such as a number for `apiKey`.
    #[must_use]
    pub fn wrong_type(self) -> Failure {
        self.fail(match self {
            Self::ApiKey => " must be a string.",
            Self::BaseUrl | Self::DeploymentUrl => " must be a string or a URL.",
            Self::AllowHttp => " must be true or false.",
            Self::TimeoutMs | Self::AttemptTimeoutMs => {
                " must be a number of milliseconds from 1 to 2147483647."
            }
            Self::MaxRetries => " must be a whole number from 0 to 10.",
            Self::Headers => {
                " must be a plain object of names and values. `Object.fromEntries(headers)` makes \
                 one from a `Headers` or a `Map`."
            }
            Self::Fetch | Self::OnAttempt => " must be a function.",
            Self::Signal => " must be an AbortSignal, such as `AbortSignal.timeout(5000)`.",
        })
    }

    /// Whether the option's value is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::TimeoutMs | Self::AttemptTimeoutMs | Self::MaxRetries
        )
    }

    /// Checks that a number is in the option's range.
    ///
    /// # Errors
    /// If the number is out of range, or if it is not a whole number and must be one.
    pub fn check_number(self, number: f64) -> Result<f64, Failure> {
        let fits = match self {
            Self::MaxRetries => (0.0..=MAXIMUM_RETRIES).contains(&number) && number.fract() == 0.0,
            _ => (1.0..=MAXIMUM_TIMEOUT_MS).contains(&number),
        };
        if fits {
            Ok(number)
        } else {
            Err(self.wrong_type())
        }
    }
}

/// The failure of an option that threw an error when it was read.
#[must_use]
pub fn unreadable(option: &str) -> Failure {
    Failure::configuration(option, &[option, UNREADABLE])
}
