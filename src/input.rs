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
    pub fn violations(self, text: Text<'_>, runtime: &impl Runtime) -> Vec<Violation> {
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

fn length_violations(text: Text<'_>, maximum: usize) -> Vec<Violation> {
    let Text::Whole(units) = text else {
        return vec![Violation::TooLong {
            maximum,
            actual: None,
        }];
    };
    let mut violations = unicode_violations(units);
    // No string has more code points than code units, so most need no count.
    if units.len() > maximum {
        let actual = count_code_points(units);
        if actual > maximum {
            violations.push(Violation::TooLong {
                maximum,
                actual: Some(actual),
            });
        }
    }
    violations
}

fn icon_url_violations(text: Text<'_>, runtime: &impl Runtime) -> Vec<Violation> {
    let url = judge_web_url(text);
    let mut violations = match text {
        Text::Whole(units) => unicode_violations(units),
        Text::Long { .. } if url == WebUrl::No || runtime.is_well_formed() => Vec::new(),
        Text::Long { .. } => vec![Violation::InvalidUnicode],
    };
    if url == WebUrl::No || (url == WebUrl::AskParser && !runtime.is_web_url()) {
        violations.push(Violation::InvalidUrl);
    }
    violations
}

fn color_violations(text: Text<'_>) -> Vec<Violation> {
    let mut violations = match text {
        Text::Whole(units) => unicode_violations(units),
        Text::Long { .. } => Vec::new(),
    };
    let is_color = match text.start().split_first() {
        Some((first, digits)) => {
            *first == u16::from(b'#')
                && matches!(digits.len(), 3 | 4 | 6 | 8)
                && digits.iter().all(|unit| is_hex_digit(*unit))
        }
        None => false,
    };
    if !is_color {
        violations.push(Violation::InvalidColor);
    }
    violations
}

fn unicode_violations(units: &[u16]) -> Vec<Violation> {
    if is_well_formed(units) {
        Vec::new()
    } else {
        vec![Violation::InvalidUnicode]
    }
}

fn is_hex_digit(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_hexdigit())
}
