//! The issues of an input. Each says what is wrong and what to do.

use crate::input::field::Field;
use crate::input::shape::Shape;
use crate::input::violation::Violation;
use crate::text::message::{UNREADABLE, concat, decimal, list};
use crate::text::name;
use crate::text::utf16::to_unicode;

/// One broken rule, as the npm package's `ValidationIssue` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The code of the rule.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
    /// The place: `integrationId`, a field or a key. `None` stands for the changes themselves.
    pub path: Option<String>,
    /// The limit of the field, in code points.
    pub maximum: Option<usize>,
    /// The size of the value, in code points, if it was small enough to count.
    pub actual: Option<usize>,
    /// The field that the caller probably meant.
    pub suggestion: Option<&'static str>,
}

impl Issue {
    fn new(code: &'static str, path: Option<&str>, message: &[&str]) -> Self {
        Self {
            code,
            message: concat(message),
            path: path.map(str::to_owned),
            maximum: None,
            actual: None,
            suggestion: None,
        }
    }

    /// The `integrationId` is a string, but not a UUID.
    #[must_use]
    pub fn no_uuid() -> Self {
        let message = "integrationId must be a UUID: 32 hexadecimal digits in the form \
                       550e8400-e29b-41d4-a716-446655440000.";
        Self::new("invalid_uuid", Some("integrationId"), &[message])
    }

    /// The `integrationId` is not a string.
    #[must_use]
    pub fn id_is_no_string() -> Self {
        let message = "integrationId must be a string, the UUID of the integration.";
        Self::new("invalid_type", Some("integrationId"), &[message])
    }

    /// The changes do not hold fields. `kind` is the name that `Object.prototype.toString` gives to them.
    #[must_use]
    pub fn changes_hold_no_fields(shape: Shape, kind: &str) -> Self {
        let rule = "The changes must be a plain object with the fields to change, such as \
                    { name: \"Docs\" }. ";
        Self::new("invalid_type", None, &[rule, &shape.advice(kind)])
    }

    /// The changes, or one of their fields, threw an error when they were read.
    #[must_use]
    pub fn unreadable(field: Option<Field>) -> Self {
        let path = field.map(Field::name);
        let subject = path.unwrap_or("The changes");
        Self::new("invalid_type", path, &[subject, UNREADABLE])
    }

    /// A key that is not a field; `key` holds its first code units.
    #[must_use]
    pub fn unknown_field(key: &[u16]) -> Self {
        let given = to_unicode(key);
        let fields = Field::ALL.map(Field::name);
        let is_short = key.len() <= name::NAME_LIMIT;
        let suggestion = is_short.then(|| name::nearest(&given, &fields)).flatten();
        let advice = match suggestion {
            Some(field) => concat(&[" Did you mean \"", field, "\"?"]),
            None => concat(&[" The fields are ", &list(&fields), "."]),
        };
        let quoted = name::quote(key);
        let message = [&quoted, " is not a field of an integration.", &advice];
        Self {
            suggestion,
            ..Self::new("unknown_field", Some(&given), &message)
        }
    }

    /// A field that breaks a rule.
    #[must_use]
    pub fn of_field(field: Field, violation: Violation) -> Self {
        let (code, text) = match violation {
            Violation::TooLong { maximum, actual } => {
                return Self::too_long(field, maximum, actual);
            }
            Violation::InvalidUnicode => (
                "invalid_unicode",
                " has a lone surrogate, so it cannot be sent unchanged. Perhaps the text was cut \
                 inside a character. `toWellFormed()` repairs it.",
            ),
            Violation::InvalidUrl => (
                "invalid_url",
                " must be an absolute URL that starts with https:// or http://.",
            ),
            Violation::InvalidColor => (
                "invalid_color",
                " must be a hex colour code: \"#rgb\", \"#rgba\", \"#rrggbb\" or \"#rrggbbaa\".",
            ),
            Violation::InvalidType => (
                "invalid_type",
                " must be a string. Leave it out to keep its value.",
            ),
        };
        Self::new(code, Some(field.name()), &[field.name(), text])
    }

    fn too_long(field: Field, maximum: usize, actual: Option<usize>) -> Self {
        let count = match actual {
            Some(actual) => concat(&["; this one has ", &decimal(actual)]),
            None => String::new(),
        };
        let limit = decimal(maximum);
        let message = [
            field.name(),
            " must have at most ",
            &limit,
            " characters",
            &count,
            ". Shorten it.",
        ];
        Self {
            maximum: Some(maximum),
            actual,
            ..Self::new("too_long", Some(field.name()), &message)
        }
    }
}
