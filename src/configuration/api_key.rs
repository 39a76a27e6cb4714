//! The rules of the API key.

use crate::configuration::setting::{Origin, Setting};
use crate::errors::failure::Failure;

const MAXIMUM_LENGTH: usize = 512;

/// Checks a key by its length and its UTF-16 code units. The code units are not kept.
///
/// # Errors
/// If the key is empty, has more than 512 characters, or has a character that is not visible ASCII.
/// The characters are checked here, because some runtimes put the whole header into the error that
/// they throw for a wrong character.
pub fn check_api_key(
    origin: Origin,
    length: usize,
    mut units: impl Iterator<Item = u16> + Clone,
) -> Result<(), Failure> {
    let advice = if length == 0 {
        " is empty. Create a key in Odeus and pass it, or set ODEUS_API_KEY."
    } else if has_bearer_prefix(units.clone()) {
        " must be the key alone. Leave out \"Bearer \": the client adds it."
    } else if length > MAXIMUM_LENGTH {
        " must have at most 512 characters. Is it really an API key?"
    } else if !units.all(|unit| matches!(unit, 0x21..=0x7E)) {
        " has a space, a line break or another character that a key cannot have. If it was \
         read from a file, `trim()` removes the line break."
    } else {
        return Ok(());
    };
    Err(Setting::ApiKey.fail_from(origin, advice))
}

fn has_bearer_prefix(units: impl Iterator<Item = u16>) -> bool {
    let lower = |unit| u8::try_from(unit).map_or(0, |byte: u8| byte.to_ascii_lowercase());
    units.take(7).map(lower).eq(*b"bearer ")
}

/// The failure of a call without a key.
#[must_use]
pub fn missing_api_key() -> Failure {
    Setting::ApiKey.fail(" is missing. Pass it as an option, or set ODEUS_API_KEY.")
}
