//! Issues: their codes, paths, numbers and words.

use odeus_integrations::input::field::Field;
use odeus_integrations::input::issue::Issue;
use odeus_integrations::input::shape::Shape;
use odeus_integrations::input::violation::Violation;

use crate::support::utf16;

#[test]
fn an_id_that_is_no_uuid_is_an_invalid_uuid() {
    let issue = Issue::no_uuid();
    assert_eq!(issue.code, "invalid_uuid");
    assert_eq!(issue.path.as_deref(), Some("integrationId"));
    assert!(issue.message.starts_with("integrationId must be a UUID"));
    assert_eq!(
        (issue.maximum, issue.actual, issue.suggestion),
        (None, None, None)
    );
}

#[test]
fn an_id_that_is_no_string_is_an_invalid_type() {
    let issue = Issue::id_is_no_string();
    assert_eq!(issue.code, "invalid_type");
    assert_eq!(issue.path.as_deref(), Some("integrationId"));
    assert!(issue.message.starts_with("integrationId must be a string"));
}

#[test]
fn changes_that_hold_no_fields_are_an_invalid_type_at_the_root() {
    let issue = Issue::changes_hold_no_fields(Shape::Iterable, "Map");
    assert_eq!(issue.code, "invalid_type");
    assert_eq!(issue.path, None);
    let expected = "The changes must be a plain object with the fields to change, such as \
                    { name: \"Docs\" }. They are a Map: pass Object.fromEntries(changes).";
    assert_eq!(issue.message, expected);
}

#[test]
fn changes_that_throw_are_an_invalid_type_where_they_throw() {
    let whole = Issue::unreadable(None);
    assert_eq!(whole.code, "invalid_type");
    assert_eq!(whole.path, None);
    assert!(whole.message.starts_with("The changes could not be read"));

    for field in Field::ALL {
        let issue = Issue::unreadable(Some(field));
        assert_eq!(issue.code, "invalid_type");
        assert_eq!(issue.path.as_deref(), Some(field.name()));
        let start = format!("{} could not be read: a getter", field.name());
        assert!(issue.message.starts_with(&start), "{}", issue.message);
    }
}

#[test]
fn every_violation_has_its_code_at_the_field() {
    let too_long = Violation::TooLong {
        maximum: 40,
        actual: Some(41),
    };
    for (violation, code) in [
        (too_long, "too_long"),
        (Violation::InvalidUnicode, "invalid_unicode"),
        (Violation::InvalidUrl, "invalid_url"),
        (Violation::InvalidColor, "invalid_color"),
        (Violation::InvalidType, "invalid_type"),
    ] {
        for field in Field::ALL {
            let issue = Issue::of_field(field, violation);
            assert_eq!(issue.code, code);
            assert_eq!(issue.path.as_deref(), Some(field.name()));
            assert!(issue.message.starts_with(&format!("{} ", field.name())));
            assert_eq!(issue.suggestion, None);
        }
    }
}

#[test]
fn a_too_long_text_says_the_limit_and_the_size() {
    let counted = Violation::TooLong {
        maximum: 40,
        actual: Some(107),
    };
    let issue = Issue::of_field(Field::Name, counted);
    let expected = "name must have at most 40 characters; this one has 107. Shorten it.";
    assert_eq!(issue.message, expected);
    assert_eq!((issue.maximum, issue.actual), (Some(40), Some(107)));
}

#[test]
fn a_text_too_long_to_count_says_the_limit_only() {
    let uncounted = Violation::TooLong {
        maximum: 90,
        actual: None,
    };
    let issue = Issue::of_field(Field::Description, uncounted);
    let expected = "description must have at most 90 characters. Shorten it.";
    assert_eq!(issue.message, expected);
    assert_eq!((issue.maximum, issue.actual), (Some(90), None));
}

#[test]
fn other_violations_have_no_numbers() {
    for violation in [
        Violation::InvalidUnicode,
        Violation::InvalidUrl,
        Violation::InvalidColor,
        Violation::InvalidType,
    ] {
        let issue = Issue::of_field(Field::Color, violation);
        assert_eq!((issue.maximum, issue.actual), (None, None));
    }
}

#[test]
fn an_unknown_field_names_the_nearest_one() {
    for (key, field) in [
        ("Name", "name"),
        ("nmae", "name"),
        ("names", "name"),
        ("descripton", "description"),
        ("icon_url", "iconUrl"),
        ("iconURL", "iconUrl"),
        ("icon-url", "iconUrl"),
        ("colour", "color"),
        ("COLOR", "color"),
    ] {
        let issue = Issue::unknown_field(&utf16(key));
        assert_eq!(issue.code, "unknown_field");
        assert_eq!(issue.path.as_deref(), Some(key));
        assert_eq!(issue.suggestion, Some(field), "{key}");
        let hint = format!("\"{key}\" is not a field of an integration. Did you mean \"{field}\"?");
        assert_eq!(issue.message, hint);
    }
}

#[test]
fn an_unknown_field_that_is_near_none_lists_them_all() {
    for key in ["", "id", "scopes", "__proto__", "constructor", "toString"] {
        let issue = Issue::unknown_field(&utf16(key));
        assert_eq!((issue.suggestion, issue.path.as_deref()), (None, Some(key)));
        let expected = format!(
            "\"{key}\" is not a field of an integration. The fields are name, description, \
             iconUrl, color."
        );
        assert_eq!(issue.message, expected);
    }
}

#[test]
fn a_hostile_key_is_escaped_in_the_message_and_whole_in_the_path() {
    let issue = Issue::unknown_field(&utf16("na\u{1b}[31m\"\n"));
    assert!(
        issue
            .message
            .starts_with(r#""na\u001b[31m\u0022\u000a" is not a field"#)
    );
    assert_eq!(issue.path.as_deref(), Some("na\u{1b}[31m\"\n"));
}
