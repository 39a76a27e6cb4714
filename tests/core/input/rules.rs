//! The rules of the id and of the fields.

use odeus_integrations::input::field::Field;
use odeus_integrations::input::rules::is_uuid;
use odeus_integrations::input::violation::Violation;
use odeus_integrations::text::utf16::Text;

use crate::support;
use crate::support::{Answers, NotAsked, utf16};

const UUID: &str = "550e8400-e29b-41d4-a716-446655440000";
const LIMITED: [(Field, usize); 2] = [(Field::Name, 40), (Field::Description, 90)];
const NO_URL: Answers = Answers {
    is_well_formed: true,
    is_web_url: false,
};

fn violations(field: Field, text: &str) -> Vec<Violation> {
    support::violations(field, Text::Whole(&utf16(text)), &NotAsked)
}

fn too_long(maximum: usize, actual: Option<usize>) -> Vec<Violation> {
    vec![Violation::TooLong { maximum, actual }]
}

#[test]
fn the_fields_are_the_four_of_the_contract() {
    let names = Field::ALL.map(Field::name);
    assert_eq!(names, ["name", "description", "iconUrl", "color"]);
}

#[test]
fn a_uuid_of_any_version_and_case_is_accepted() {
    for id in [
        UUID,
        "550E8400-E29B-41D4-A716-446655440000",
        "550e8400-E29B-41d4-A716-446655440000",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "AaBbCcDd-EeFf-0123-4567-89abcdefABCD",
        "01234567-89ab-1def-0123-456789abcdef",
        "018f4e2a-0000-7000-8000-000000000000",
    ] {
        assert!(is_uuid(Text::Whole(&utf16(id))), "{id}");
    }
}

#[test]
fn anything_else_is_no_uuid() {
    for id in [
        "",
        "-",
        "550e8400e29b41d4a716446655440000",
        "{550e8400-e29b-41d4-a716-446655440000}",
        "urn:uuid:550e8400-e29b-41d4-a716-446655440000",
        " 550e8400-e29b-41d4-a716-446655440000",
        "550e8400-e29b-41d4-a716-446655440000 ",
        "550e8400-e29b-41d4-a716-446655440000\n",
        "550e8400-e29b-41d4-a716-44665544000",
        "550e8400-e29b-41d4-a716-4466554400000",
        "550e8400-e29b-41d4-a716_446655440000",
        "550e8400_e29b-41d4-a716-446655440000",
        "550e840-0e29b-41d4-a716-446655440000",
        "550e8400-e29b41d4--a716-446655440000",
        "550e8400-e29b-41d4-a716446655440000-",
        "g50e8400-e29b-41d4-a716-446655440000",
        "550e8400-e29b-41d4-a716-44665544000G",
        "550e8400-e29b-41d4-a716-44665544000-",
        "550e8400-e29b-41d4-a716-44665544000%",
        "550e8400-e29b-41d4-a716-44665544000/",
        "550e8400-e29b-41d4-a716-44665544000:",
        "550e8400-e29b-41d4-a716-44665544000@",
        "550e8400-e29b-41d4-a716-44665544000`",
        "550e8400-e29b-41d4-a716-44665544000\u{0}",
        "550e8400-e29b-41d4-a716-44665544000０",
        "550e8400-e29b-41d4-a716-44665544000а",
        "550e8400–e29b–41d4–a716–446655440000",
        "550e8400-e29b-41d4-a716-4466554400😀",
        "../../../../../../../../../../../../",
    ] {
        assert!(!is_uuid(Text::Whole(&utf16(id))), "{id:?}");
    }
}

#[test]
fn a_uuid_fails_with_any_other_character_at_any_place() {
    for place in 0..36 {
        for unit in [0x00, 0x20, 0x2F, 0x67, 0x47, 0x130, 0x12D, 0xD800, 0xDC00] {
            let mut units = utf16(UUID);
            units[place] = unit;
            assert!(!is_uuid(Text::Whole(&units)), "{unit:x} at {place}");
        }
    }
}

#[test]
fn a_hyphen_and_a_digit_do_not_change_places_in_a_uuid() {
    for place in 0..36 {
        let mut units = utf16(UUID);
        let other = if units[place] == 0x2D { 0x30 } else { 0x2D };
        units[place] = other;
        assert!(!is_uuid(Text::Whole(&units)), "at {place}");
    }
}

#[test]
fn a_long_string_that_starts_with_a_uuid_is_none() {
    let start = utf16(UUID);
    let length = 10_001;
    assert!(!is_uuid(Text::Long {
        start: &start,
        length
    }));
}

#[test]
fn a_name_of_40_and_a_description_of_90_code_points_fit() {
    for (field, maximum) in LIMITED {
        for character in ["a", "é", "日", "😀", "\u{0}", " ", "\u{301}", "\u{200D}"] {
            let text = character.repeat(maximum);
            assert_eq!(violations(field, &text), [], "{field:?} {character:?}");
        }
        assert_eq!(violations(field, ""), []);
        assert_eq!(violations(field, " \t\n"), []);
    }
}

#[test]
fn a_name_of_41_and_a_description_of_91_code_points_are_too_long() {
    for (field, maximum) in LIMITED {
        let expected = too_long(maximum, Some(maximum + 1));
        for character in ["a", "é", "日", "😀", "\u{0}", " ", "\u{301}", "\u{200D}"] {
            let text = character.repeat(maximum + 1);
            assert_eq!(
                violations(field, &text),
                expected,
                "{field:?} {character:?}"
            );
        }
    }
}

#[test]
fn combining_marks_count_as_code_points_not_as_letters() {
    assert_eq!(violations(Field::Name, &"e\u{301}".repeat(20)), []);
    let too_many = violations(Field::Name, &"e\u{301}".repeat(21));
    assert_eq!(too_many, too_long(40, Some(42)));
}

#[test]
fn the_actual_size_is_counted_up_to_10_000_units() {
    for (field, maximum) in LIMITED {
        let at_the_limit = violations(field, &"a".repeat(10_000));
        assert_eq!(at_the_limit, too_long(maximum, Some(10_000)));
        let astral = violations(field, &"😀".repeat(5_000));
        assert_eq!(astral, too_long(maximum, Some(5_000)));
    }
}

#[test]
fn over_10_000_units_a_text_is_only_too_long() {
    for (field, maximum) in LIMITED {
        for unit in [0x61, 0xD800] {
            let text = Text::Long {
                start: &[unit; 100],
                length: 10_001,
            };
            let found = support::violations(field, text, &NotAsked);
            assert_eq!(found, too_long(maximum, None));
        }
    }
}

#[test]
fn a_lone_surrogate_is_refused_in_every_field_at_every_place() {
    let values = [
        (Field::Name, "Sales bot"),
        (Field::Description, "Answers questions"),
        (Field::IconUrl, "https://example.com/a"),
    ];
    for (field, value) in values {
        for place in 0..=value.len() {
            let mut units = utf16(value);
            units.insert(place, 0xDEAD);
            let found = support::violations(field, Text::Whole(&units), &NO_URL);
            assert_eq!(found.first(), Some(&Violation::InvalidUnicode), "{place}");
        }
    }
}

#[test]
fn a_surrogate_in_the_path_of_a_url_breaks_one_rule_only() {
    let mut units = utf16("https://example.com/a");
    units.push(0xD800);
    let found = support::violations(Field::IconUrl, Text::Whole(&units), &NotAsked);
    assert_eq!(found, [Violation::InvalidUnicode]);
}

#[test]
fn a_string_may_break_several_rules() {
    let both = support::violations(Field::Name, Text::Whole(&[0xD800; 41]), &NotAsked);
    let expected = [
        Violation::InvalidUnicode,
        Violation::TooLong {
            maximum: 40,
            actual: Some(41),
        },
    ];
    assert_eq!(both, expected);
    let color = support::violations(
        Field::Color,
        Text::Whole(&[0x23, 0xD800, 0x61, 0x61]),
        &NotAsked,
    );
    assert_eq!(color, [Violation::InvalidUnicode, Violation::InvalidColor]);
}
