//! The rules of the options, and their defaults.
//!
//! No message shows a value: keys, header values and the user info of URLs are secrets.

use crate::error::Failure;
use crate::message::{concat, list};
use crate::name::{nearest, quote};
use crate::text::to_unicode;

/// The API of the hosted platform (the API's page of Update Integration).
pub const DEFAULT_BASE_URL: &str = "https://api.odeus.ai";
/// The whole call's deadline in milliseconds.
pub const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
/// One attempt's deadline in milliseconds.
pub const DEFAULT_ATTEMPT_TIMEOUT_MS: f64 = 10_000.0;
/// How many attempts may follow the first.
pub const DEFAULT_MAX_RETRIES: f64 = 2.0;

/// The longest delay of `setTimeout`, 2^31 - 1 ms: above it timers fire at once.
const MAXIMUM_TIMEOUT_MS: f64 = 2_147_483_647.0;
const MAXIMUM_RETRIES: f64 = 10.0;
const MAXIMUM_KEY_LENGTH: usize = 512;

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
    /// How many attempts may follow the first.
    MaxRetries,
    /// Headers to add.
    Headers,
    /// The function that sends.
    Fetch,
    /// The function that is told of each attempt.
    OnAttempt,
    /// The signal that ends the call.
    Signal,
}

/// Whose options they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A client's, or those of a request that is only built.
    Client,
    /// Those of a call on a client.
    Request,
    /// Those of the plain function: both.
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

    /// The option of that name, given as its first code units.
    ///
    /// # Errors
    /// If the scope has no such option.
    pub fn parse(units: &[u16], scope: Scope) -> Result<Self, Failure> {
        let given = to_unicode(units);
        let known = Self::ALL
            .into_iter()
            .find(|setting| setting.name() == given);
        match known {
            Some(setting) if setting.belongs_to(scope) => Ok(setting),
            Some(_) => {
                let place = match scope {
                    Scope::Request => " belongs to the client: give it to `new OdeusClient`.",
                    _ => " belongs to a call, not to a client: give it to `updateIntegration`.",
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
                " must be a plain object of names and values; of a `Headers` or a `Map` make one by \
                 `Object.fromEntries(headers)`."
            }
            Self::Fetch | Self::OnAttempt => " must be a function.",
            Self::Signal => " must be an AbortSignal, such as `AbortSignal.timeout(5000)`.",
        })
    }

    /// Checks a number against the option's range.
    ///
    /// # Errors
    /// If the number is out of range, or not whole where it must be.
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

/// Checks a key by its length and its UTF-16 code units, which are never kept: see
/// [`crate::configuration`].
///
/// # Errors
/// If it is empty, over 512 characters, or has a character that is no visible ASCII. The last is
/// checked here because some runtimes put the whole header into the error they throw for it.
pub fn check_api_key(
    length: usize,
    mut units: impl Iterator<Item = u16> + Clone,
) -> Result<(), Failure> {
    let advice = if length == 0 {
        " is empty. Make a key in Odeus and pass it, or set ODEUS_API_KEY."
    } else if has_bearer_prefix(units.clone()) {
        " must be the key alone: leave out \"Bearer \", the client adds it."
    } else if length > MAXIMUM_KEY_LENGTH {
        " must have at most 512 characters. Is it really an API key?"
    } else if !units.all(|unit| matches!(unit, 0x21..=0x7E)) {
        " has a space, a line break or another character that no key has. Was it read from a file? \
         `trim()` it."
    } else {
        return Ok(());
    };
    Err(Setting::ApiKey.fail(advice))
}

fn has_bearer_prefix(units: impl Iterator<Item = u16>) -> bool {
    let lower = |unit| u8::try_from(unit).map_or(0, |byte: u8| byte.to_ascii_lowercase());
    units.take(7).map(lower).eq(*b"bearer ")
}

/// The failure of a call that has no key.
#[must_use]
pub fn missing_api_key() -> Failure {
    Setting::ApiKey.fail(" is missing. Pass it as an option, or set ODEUS_API_KEY.")
}

/// The failure of two bases in one configuration.
#[must_use]
pub fn two_bases() -> Failure {
    Setting::DeploymentUrl.fail(" and baseUrl exclude each other. Leave one of them out.")
}

/// The failure of options that are no object.
#[must_use]
pub fn options_are_no_object() -> Failure {
    Failure::configuration("options", "The options must be an object.")
}

/// The failure of options, or of one option, that threw when it was read.
#[must_use]
pub fn unreadable(option: &str) -> Failure {
    let text = concat(
        option,
        &[" could not be read: a getter or a proxy threw. Pass a plain object."],
    );
    Failure::configuration(option, &text)
}
