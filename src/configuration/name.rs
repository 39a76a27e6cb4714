//! The names of the options: which function has an option, and what the caller probably meant by a name
//! that no option has.

use crate::configuration::foreign::{is_transport, own_name};
use crate::configuration::setting::{Scope, Setting};
use crate::errors::failure::Failure;
use crate::text::message::{concat, list};
use crate::text::name::{nearest, quote};
use crate::text::utf16::to_unicode;

/// The options that only many updates have. The facade checks their values, so that a client that makes
/// single updates does not pay for the messages.
pub const BULK_OPTIONS: [&str; 9] = [
    "concurrency",
    "ordered",
    "bufferSize",
    "maxPauseMs",
    "maxFailures",
    "skip",
    "total",
    "onProgress",
    "progressIntervalMs",
];
const BULK_PLACE: &str = "updateIntegrations";

impl Setting {
    /// Finds an option by its name; `units` are the first code units of the name.
    ///
    /// # Errors
    /// If the function does not have this option.
    pub fn parse(units: &[u16], scope: Scope) -> Result<Self, Failure> {
        let given = to_unicode(units);
        match Self::find(&given) {
            Some(setting) if setting.belongs_to(scope) => Ok(setting),
            Some(setting) => Err(misplaced(&given, setting.place())),
            None if BULK_OPTIONS.contains(&given.as_str()) => Err(misplaced(&given, BULK_PLACE)),
            None => Err(unknown(&given, &quote(units), scope)),
        }
    }
}

/// The failure of an option that another function has.
fn misplaced(name: &str, place: &str) -> Failure {
    let advice = " is not an option here. Pass it to `";
    Failure::configuration(name, &[name, advice, place, "`."])
}

/// The failure of an option that does not exist. The message names the option that the caller
/// probably meant, also if that option belongs elsewhere.
fn unknown(given: &str, quoted: &str, scope: Scope) -> Failure {
    let meant = own_name(given).or_else(|| nearest(given, &names(None)));
    let advice = match meant {
        _ if is_transport(given) => advise_fetch(scope),
        Some(name) => suggest(name, scope),
        None => concat(&[" The options are ", &list(&names(Some(scope))), "."]),
    };
    Failure::configuration(given, &[quoted, " is not an option here.", &advice])
}

/// The names of the options that a function has, or of all options.
fn names(scope: Option<Scope>) -> Vec<&'static str> {
    let mut names = Vec::new();
    for setting in Setting::ALL {
        if scope.is_none_or(|scope| setting.belongs_to(scope)) {
            names.push(setting.name());
        }
    }
    if scope.is_none_or(|scope| scope == Scope::Bulk) {
        names.extend(BULK_OPTIONS);
    }
    names
}

fn suggest(name: &str, scope: Scope) -> String {
    let (is_here, place) = match Setting::find(name) {
        Some(setting) => (setting.belongs_to(scope), setting.place()),
        None => (scope == Scope::Bulk, BULK_PLACE),
    };
    if !is_here {
        return concat(&[" Pass \"", name, "\" to `", place, "`."]);
    }
    let unit = if name.ends_with("Ms") {
        " It is a number of milliseconds."
    } else {
        ""
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
