//! The rules of the `headers` option (RFC 9110, sections 5.1 and 5.5).

use crate::errors::failure::Failure;
use crate::text::name::{is_one_of, quote};
use crate::text::utf16::to_unicode;

/// Headers that frame the message or belong to the connection. Runtimes refuse or drop them.
const FRAMING: &str =
    "content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer";

const VALUE_OF: &str = "headers: the value of ";

/// The name of a header in lower case.
///
/// # Errors
/// If the name is not a token, or if it is reserved.
pub fn parse_header_name(units: &[u16]) -> Result<String, Failure> {
    let name = to_unicode(units).to_ascii_lowercase();
    if name.is_empty() || !name.bytes().all(is_token_letter) {
        return Err(fail(&[
            "headers: ",
            &quote(units),
            " is not a valid header name.",
        ]));
    }
    if let Some(advice) = reservation(&name) {
        return Err(fail(&["headers: ", &name, advice]));
    }
    Ok(name)
}

/// Why a header cannot be set, for a name in lower case.
fn reservation(name: &str) -> Option<&'static str> {
    match name {
        "authorization" => Some(" cannot be set here. Pass the key as `apiKey`."),
        "content-type" | "host" => {
            Some(" cannot be set, because the client sets it. Leave it out.")
        }
        _ if is_one_of(name, FRAMING) => {
            Some(" cannot be set, because `fetch` decides how the request is sent. Leave it out.")
        }
        _ => None,
    }
}

/// Checks the value of a header by its code units.
///
/// # Errors
/// If the value has a character that a header cannot have. The message shows only the name.
pub fn check_header_value(name: &str, mut units: impl Iterator<Item = u16>) -> Result<(), Failure> {
    if units.all(|unit| matches!(unit, 0x09 | 0x20..=0x7E | 0x80..=0xFF)) {
        return Ok(());
    }
    Err(fail(&[
        VALUE_OF,
        name,
        " has a character that a header cannot have: a line break, a control character, or a \
         character above U+00FF.",
    ]))
}

/// The failure of a header whose value is not a string.
#[must_use]
pub fn value_is_no_string(name: &str) -> Failure {
    fail(&[VALUE_OF, name, " must be a string."])
}

fn fail(message: &[&str]) -> Failure {
    Failure::configuration("headers", message)
}

fn is_token_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}
