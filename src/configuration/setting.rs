//! The options: their names, their ranges and their defaults.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::errors::failure::Failure;
use crate::text::message::{concat, list};
use crate::text::name::{nearest, quote};
use crate::text::utf16::to_unicode;

/// The API of the hosted platform (the API's page of Update Integration).
pub const DEFAULT_BASE_URL: &str = "https://api.odeus.ai";
/// The deadline of the whole call, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
/// The deadline of one attempt, in milliseconds. Three attempts and their waits fit into the call's
/// deadline.
pub const DEFAULT_ATTEMPT_TIMEOUT_MS: f64 = 9_000.0;
/// The number of attempts that may follow the first.
pub const DEFAULT_MAX_RETRIES: f64 = 2.0;

/// The longest delay of `setTimeout`, 2^31 - 1 ms. A timer with a longer delay fires at once.
const MAXIMUM_TIMEOUT_MS: f64 = 2_147_483_647.0;
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
}

impl Setting {
    const ALL: [Self; 10] = [
        Self::ApiKey,
        Self::BaseUrl,
        Self::DeploymentUrl,
        Self::TimeoutMs,
        Self::AttemptTimeoutMs,
        Self::MaxRetries,
        Self::Headers,
        Self::Fetch,
        Self::OnAttempt,
        Self::Signal,
    ];

    /// The option's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "apiKey",
            Self::BaseUrl => "baseUrl",
            Self::DeploymentUrl => "deploymentUrl",
            Self::TimeoutMs => "timeoutMs",
            Self::AttemptTimeoutMs => "attemptTimeoutMs",
            Self::MaxRetries => "maxRetries",
            Self::Headers => "headers",
            Self::Fetch => "fetch",
            Self::OnAttempt => "onAttempt",
            Self::Signal => "signal",
        }
    }

    fn belongs_to(self, scope: Scope) -> bool {
        match self {
            Self::ApiKey | Self::BaseUrl | Self::DeploymentUrl | Self::Fetch => {
                scope != Scope::Request
            }
            Self::Signal => scope != Scope::Client,
            _ => true,
        }
    }

    /// Finds an option by its name; `units` are the first code units of the name.
    ///
    /// # Errors
    /// If the function does not have this option.
    pub fn parse(units: &[u16], scope: Scope) -> Result<Self, Failure> {
        let given = to_unicode(units);
        let known = Self::ALL
            .into_iter()
            .find(|setting| setting.name() == given);
        match known {
            Some(setting) if setting.belongs_to(scope) => Ok(setting),
            Some(_) => {
                let place = match scope {
                    Scope::Request => " is an option of the client. Pass it to `new OdeusClient`.",
                    _ => " is an option of a call. Pass it to `updateIntegration`.",
                };
                Err(Failure::configuration(&given, &concat(&given, &[place])))
            }
            None => Err(unknown(&given, &quote(units), scope)),
        }
    }

    pub(crate) fn fail(self, text: &str) -> Failure {
        Failure::configuration(self.name(), &concat(self.name(), &[text]))
    }

    /// The failure of a value of the wrong type, such as a number for `apiKey`.
    #[must_use]
    pub fn wrong_type(self) -> Failure {
        self.fail(match self {
            Self::ApiKey => " must be a string.",
            Self::BaseUrl | Self::DeploymentUrl => " must be a string or a URL.",
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

fn unknown(given: &str, quoted: &str, scope: Scope) -> Failure {
    let names = || {
        Setting::ALL
            .into_iter()
            .filter(|setting| setting.belongs_to(scope))
            .map(Setting::name)
    };
    let advice = match nearest(given, names()) {
        Some(name) => concat(" Did you mean \"", &[name, "\"?"]),
        None => concat(" The options are ", &[&list(names()), "."]),
    };
    Failure::configuration(
        given,
        &concat(quoted, &[" is not an option here.", &advice]),
    )
}

/// The failure of options that have both `baseUrl` and `deploymentUrl`.
#[must_use]
pub fn two_bases() -> Failure {
    Setting::DeploymentUrl.fail(" and baseUrl cannot be used together. Leave one of them out.")
}

/// The failure of options that are not an object.
#[must_use]
pub fn options_are_no_object() -> Failure {
    Failure::configuration("options", "The options must be an object.")
}

/// The failure of an option that threw an error when it was read.
#[must_use]
pub fn unreadable(option: &str) -> Failure {
    let text = concat(
        option,
        &[" could not be read: a getter or a proxy threw an error. Pass a plain object."],
    );
    Failure::configuration(option, &text)
}

/// The failure of a signal that threw an error when the client listened to it.
#[must_use]
pub fn unusable_signal() -> Failure {
    Setting::Signal.fail(
        " could not be used: its `addEventListener` threw an error. Pass an AbortSignal, such as \
         `AbortSignal.timeout(5000)`.",
    )
}
