//! The rules of the integration's id and of the fields to change.
//!
//! The limits and the types come from the API's page of Update Integration. The page does not define
//! "UUID", "URL" and "hex color code", so the package's contract does.

use crate::input::field::{Field, Maximum};
use crate::input::violation::Violation;
use crate::input::web_url::{WebUrl, judge_web_url};
use crate::text::utf16::{Text, count_code_points, is_well_formed};

/// The rules that a string breaks. A field can break at most two.
pub type Violations = [Option<Violation>; 2];

/// Answers questions about a string that only the JavaScript runtime can answer.
///
/// The rules ask it only where they cannot decide by themselves.
pub trait Runtime {
    /// Whether every surrogate has its partner (`String.prototype.isWellFormed`).
    fn is_well_formed(&self) -> bool;
    /// Whether `URL` parses the string as an absolute http or https URL.
    fn is_web_url(&self) -> bool;
}

/// The rules that a string breaks as the value of a field.
pub fn violations(field: Field, text: Text<'_>, runtime: &dyn Runtime) -> Violations {
    match field {
        Field::Name => length_violations(text, Maximum::Name),
        Field::Description => length_violations(text, Maximum::Description),
        Field::IconUrl => icon_url_violations(text, runtime),
        Field::Color => color_violations(text),
    }
}

/// Whether a string is a UUID of any version: 8-4-4-4-12 hexadecimal digits, in upper or
/// lower case.
#[must_use]
pub fn is_uuid(text: Text<'_>) -> bool {
    text.length() == 36
        && text
            .start()
            .iter()
            .enumerate()
            .all(|(index, unit)| match index {
                8 | 13 | 18 | 23 => *unit == u16::from(b'-'),
                _ => is_hex_digit(*unit),
            })
}

fn length_violations(text: Text<'_>, maximum: Maximum) -> Violations {
    let maximum = maximum as usize;
    let too_long = |actual| Some(Violation::TooLong { maximum, actual });
    let Text::Whole(units) = text else {
        return [None, too_long(None)];
    };
    // A string never has more code points than code units, so most strings need no count.
    let length = if units.len() > maximum {
        let actual = count_code_points(units);
        (actual > maximum).then(|| too_long(Some(actual))).flatten()
    } else {
        None
    };
    [unicode_violation(text), length]
}

fn icon_url_violations(text: Text<'_>, runtime: &dyn Runtime) -> Violations {
    let url = judge_web_url(text);
    let unicode = match text {
        Text::Whole(_) => unicode_violation(text),
        Text::Long { .. } => {
            (url != WebUrl::No && !runtime.is_well_formed()).then_some(Violation::InvalidUnicode)
        }
    };
    let is_url = url == WebUrl::Yes || (url == WebUrl::AskParser && runtime.is_web_url());
    [unicode, (!is_url).then_some(Violation::InvalidUrl)]
}

fn color_violations(text: Text<'_>) -> Violations {
    let is_color = match text.start().split_first() {
        Some((first, digits)) => {
            *first == u16::from(b'#')
                && matches!(digits.len(), 3 | 4 | 6 | 8)
                && digits.iter().all(|unit| is_hex_digit(*unit))
        }
        None => false,
    };
    [
        unicode_violation(text),
        (!is_color).then_some(Violation::InvalidColor),
    ]
}

/// Checks a whole string for lone surrogates. The runtime checks a long string, if that is needed.
fn unicode_violation(text: Text<'_>) -> Option<Violation> {
    match text {
        Text::Whole(units) if !is_well_formed(units) => Some(Violation::InvalidUnicode),
        _ => None,
    }
}

fn is_hex_digit(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_hexdigit())
}
