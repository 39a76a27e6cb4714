//! The options: their names, their ranges and their defaults.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::configuration::foreign::{is_transport, own_name};
use crate::errors::failure::Failure;
use crate::text::message::{UNREADABLE, concat, list};
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

/// The requests of many updates that are under way at once.
pub const DEFAULT_CONCURRENCY: f64 = 8.0;
/// The items of many updates that were pulled and not yet yielded.
pub const DEFAULT_BUFFER_SIZE: f64 = 256.0;
/// The retries of each item of many updates.
pub const DEFAULT_BULK_RETRIES: f64 = 4.0;
/// How long the gate of many updates may be closed without a success, in milliseconds.
pub const DEFAULT_MAX_PAUSE_MS: f64 = 300_000.0;
/// The shortest time between two reports of many updates, in milliseconds.
pub const DEFAULT_PROGRESS_INTERVAL_MS: f64 = 250.0;

/// The longest delay of `setTimeout`, 2^31 - 1 ms. A timer with a longer delay fires at once.
pub const MAXIMUM_TIMEOUT_MS: f64 = 2_147_483_647.0;
const MAXIMUM_RETRIES: f64 = 10.0;
const MAXIMUM_CONCURRENCY: f64 = 256.0;
/// The greatest whole number that JavaScript counts to, 2^53 - 1.
const MAXIMUM_COUNT: f64 = 9_007_199_254_740_991.0;

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
    /// The requests of many updates that are under way at once.
    Concurrency,
    /// Whether the results of many updates come in the order of the items.
    Ordered,
    /// The items of many updates that were pulled and not yet yielded.
    BufferSize,
    /// How long the gate of many updates may be closed without a success.
    MaxPauseMs,
    /// The number of failed items at which many updates stop.
    MaxFailures,
    /// The leading items that many updates pass over.
    Skip,
    /// The number of items of many updates.
    Total,
    /// The function that is told the progress of many updates.
    OnProgress,
    /// The shortest time between two reports of many updates.
    ProgressIntervalMs,
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
    const ALL: &[Self] = &[
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
        Self::Concurrency,
        Self::Ordered,
        Self::BufferSize,
        Self::MaxPauseMs,
        Self::MaxFailures,
        Self::Skip,
        Self::Total,
        Self::OnProgress,
        Self::ProgressIntervalMs,
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
            Self::Concurrency => "concurrency",
            Self::Ordered => "ordered",
            Self::BufferSize => "bufferSize",
            Self::MaxPauseMs => "maxPauseMs",
            Self::MaxFailures => "maxFailures",
            Self::Skip => "skip",
            Self::Total => "total",
            Self::OnProgress => "onProgress",
            Self::ProgressIntervalMs => "progressIntervalMs",
        }
    }

    fn belongs_to(self, scope: Scope) -> bool {
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
            _ => scope == Scope::Bulk,
        }
    }

    /// The function that takes the option, for an option that not every function takes.
    fn place(self) -> &'static str {
        match self {
            Self::Signal => "updateIntegration",
            Self::ApiKey | Self::BaseUrl | Self::DeploymentUrl | Self::AllowHttp | Self::Fetch => {
                "new OdeusClient"
            }
            _ => "updateIntegrations",
        }
    }

    fn find(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|setting| setting.name() == name)
    }

    /// Finds an option by its name; `units` are the first code units of the name.
    ///
    /// # Errors
    /// If the function does not have this option.
    pub fn parse(units: &[u16], scope: Scope) -> Result<Self, Failure> {
        let given = to_unicode(units);
        match Self::find(&given) {
            Some(setting) if setting.belongs_to(scope) => Ok(setting),
            Some(setting) => {
                let place = setting.place();
                Err(setting.fail_with(&[" is not an option here. Pass it to `", place, "`."]))
            }
            None => Err(unknown(&given, &quote(units), scope)),
        }
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
            Self::AllowHttp | Self::Ordered => " must be true or false.",
            Self::TimeoutMs | Self::AttemptTimeoutMs | Self::ProgressIntervalMs => {
                " must be a number of milliseconds from 1 to 2147483647."
            }
            Self::MaxRetries => " must be a whole number from 0 to 10.",
            Self::Headers => {
                " must be a plain object of names and values. `Object.fromEntries(headers)` makes \
                 one from a `Headers` or a `Map`."
            }
            Self::Fetch | Self::OnAttempt | Self::OnProgress => " must be a function.",
            Self::Signal => " must be an AbortSignal, such as `AbortSignal.timeout(5000)`.",
            Self::Concurrency => " must be a whole number from 1 to 256.",
            Self::BufferSize => " must be a whole number, and not less than concurrency.",
            Self::MaxPauseMs => {
                " must be a number of milliseconds from 1 to 2147483647, or Infinity."
            }
            Self::MaxFailures => " must be a whole number from 1, or Infinity.",
            Self::Skip | Self::Total => " must be a whole number from 0.",
        })
    }

    /// Whether the option's value is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::TimeoutMs
                | Self::AttemptTimeoutMs
                | Self::MaxRetries
                | Self::Concurrency
                | Self::BufferSize
                | Self::MaxPauseMs
                | Self::MaxFailures
                | Self::Skip
                | Self::Total
                | Self::ProgressIntervalMs
        )
    }

    /// Checks that a number is in the option's range.
    ///
    /// # Errors
    /// If the number is out of range, or if it is not a whole number and must be one.
    pub fn check_number(self, number: f64) -> Result<f64, Failure> {
        let is_whole = |minimum: f64, maximum: f64| {
            (minimum..=maximum).contains(&number) && number.fract() == 0.0
        };
        let is_endless = number == f64::INFINITY;
        let fits = match self {
            Self::MaxRetries => is_whole(0.0, MAXIMUM_RETRIES),
            Self::Concurrency => is_whole(1.0, MAXIMUM_CONCURRENCY),
            Self::BufferSize => is_whole(1.0, MAXIMUM_COUNT),
            Self::Skip | Self::Total => is_whole(0.0, MAXIMUM_COUNT),
            Self::MaxFailures => is_endless || is_whole(1.0, MAXIMUM_COUNT),
            Self::MaxPauseMs if is_endless => true,
            _ => (1.0..=MAXIMUM_TIMEOUT_MS).contains(&number),
        };
        if fits {
            Ok(number)
        } else {
            Err(self.wrong_type())
        }
    }
}

/// The failure of an option that does not exist. The message names the option that the caller
/// probably meant, also if that option belongs elsewhere.
fn unknown(given: &str, quoted: &str, scope: Scope) -> Failure {
    let meant = own_name(given).or_else(|| nearest(given, &names(Setting::ALL.iter().copied())));
    let advice = match meant.and_then(Setting::find) {
        _ if is_transport(given) => advise_fetch(scope),
        Some(setting) => suggest(setting, scope),
        None => {
            let here = Setting::ALL.iter().copied();
            let here = names(here.filter(|setting| setting.belongs_to(scope)));
            concat(&[" The options are ", &list(&here), "."])
        }
    };
    Failure::configuration(given, &[quoted, " is not an option here.", &advice])
}

fn names(settings: impl Iterator<Item = Setting>) -> Vec<&'static str> {
    settings.map(Setting::name).collect()
}

fn suggest(setting: Setting, scope: Scope) -> String {
    let name = setting.name();
    if !setting.belongs_to(scope) {
        return concat(&[" Pass \"", name, "\" to `", setting.place(), "`."]);
    }
    let unit = match setting {
        Setting::TimeoutMs
        | Setting::AttemptTimeoutMs
        | Setting::MaxPauseMs
        | Setting::ProgressIntervalMs => " It is a number of milliseconds.",
        _ => "",
    };
    concat(&[" Did you mean \"", name, "\"?", unit])
}

fn advise_fetch(scope: Scope) -> String {
    let place = match scope {
        Scope::Request | Scope::Bulk => " to `new OdeusClient`",
        Scope::Client | Scope::Call => "",
    };
    concat(&[
        " Pass a function as \"fetch\"",
        place,
        ", and let it add this to each request.",
    ])
}

/// The failure of an option that threw an error when it was read.
#[must_use]
pub fn unreadable(option: &str) -> Failure {
    Failure::configuration(option, &[option, UNREADABLE])
}
