//! The rules of `updateIntegration`'s input: the integration's id and the fields to change.
//!
//! Limits and types come from the API's page of Update Integration; where it is silent ("UUID",
//! "URL", "hex color code"), the package's contract decides.

use crate::issue::Violation;
use crate::text::{Text, count_code_points, is_well_formed};
use crate::url::{WebUrl, judge_web_url};

/// A field of an integration that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The integration's name, at most 40 characters.
    Name,
    /// What it is for, at most 90 characters.
    Description,
    /// The address of its icon.
    IconUrl,
    /// The hex code of its colour.
    Color,
}

/// The rules that a string breaks: no field has more than two.
pub type Violations = [Option<Violation>; 2];

/// What only the runtime can say of a string; asked only where the rules cannot tell.
pub trait Runtime {
    /// Whether no surrogate lacks its partner (`String.prototype.isWellFormed`).
    fn is_well_formed(&self) -> bool;
    /// Whether `URL` parses it as an absolute http or https URL.
    fn is_web_url(&self) -> bool;
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 4] = [Self::Name, Self::Description, Self::IconUrl, Self::Color];

    /// The field's name in the request's body.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::IconUrl => "iconUrl",
            Self::Color => "color",
        }
    }

    /// The rules that a string breaks as this field's value.
    pub fn violations(self, text: Text<'_>, runtime: &dyn Runtime) -> Violations {
        match self {
            Self::Name => length_violations(text, 40),
            Self::Description => length_violations(text, 90),
            Self::IconUrl => icon_url_violations(text, runtime),
            Self::Color => color_violations(text),
        }
    }
}

/// Whether a string is a UUID of any version: 8-4-4-4-12 hexadecimal digits of any case.
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

fn length_violations(text: Text<'_>, maximum: usize) -> Violations {
    let too_long = |actual| Some(Violation::TooLong { maximum, actual });
    let Text::Whole(units) = text else {
        return [None, too_long(None)];
    };
    // No string has more code points than code units, so most need no count.
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

/// Of a string that is not all at hand the runtime knows, and only where it matters.
fn unicode_violation(text: Text<'_>) -> Option<Violation> {
    match text {
        Text::Whole(units) if !is_well_formed(units) => Some(Violation::InvalidUnicode),
        _ => None,
    }
}

fn is_hex_digit(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_hexdigit())
}
