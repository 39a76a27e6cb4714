//! Code points and lone surrogates.

use odeus_integrations::text::utf16::{READ_LIMIT, Text, count_code_points, is_well_formed};

use crate::support::utf16;

#[test]
fn code_points_are_counted_as_json_schema_counts_them() {
    for (text, count) in [
        ("", 0),
        ("a", 1),
        ("é", 1),
        ("e\u{301}", 2),
        ("日本", 2),
        ("\u{0}\n", 2),
        ("\u{FFFF}", 1),
        ("😀", 1),
        ("\u{10FFFF}", 1),
        ("👩\u{200D}💻", 3),
        ("🇩🇪", 2),
        ("\u{FEFF}", 1),
    ] {
        assert_eq!(count_code_points(&utf16(text)), count, "{text:?}");
    }
}

#[test]
fn a_lone_surrogate_is_one_code_point() {
    for (units, count) in [
        (&[0xD800][..], 1),
        (&[0xDFFF], 1),
        (&[0xDC00, 0xD800], 2),
        (&[0xD800, 0xD800, 0xDC00], 2),
        (&[0xD83D, 0xDE00, 0xDE00], 2),
        (&[0xD83D, 0x61], 2),
    ] {
        assert_eq!(count_code_points(units), count, "{units:x?}");
    }
}

#[test]
fn a_string_is_well_formed_if_every_surrogate_has_its_partner() {
    for (units, expected) in [
        (&[][..], true),
        (&[0x61], true),
        (&[0xD7FF], true),
        (&[0xE000], true),
        (&[0xD800, 0xDC00], true),
        (&[0xDBFF, 0xDFFF], true),
        (&[0xD800], false),
        (&[0xDBFF], false),
        (&[0xDC00], false),
        (&[0xDFFF], false),
        (&[0xDC00, 0xD800], false),
        (&[0xD800, 0x61, 0xDC00], false),
        (&[0xD800, 0xDC00, 0xDC00], false),
        (&[0xD800, 0xD800, 0xDC00], false),
    ] {
        assert_eq!(is_well_formed(units), expected, "{units:x?}");
    }
}

#[test]
fn a_lone_surrogate_is_found_at_every_place() {
    for place in 0..10 {
        for surrogate in [0xD800, 0xDBFF, 0xDC00, 0xDFFF] {
            let mut units = utf16("abcde😀fgh");
            units.insert(place, surrogate);
            // Before the low half of 😀, a high surrogate takes that half for its own partner.
            assert!(!is_well_formed(&units), "{surrogate:x} at {place}");
        }
    }
}

#[test]
fn a_text_knows_its_length_and_its_start() {
    let units = utf16("a😀");
    let whole = Text::Whole(&units);
    assert_eq!(whole.length(), 3);
    assert_eq!(whole.start(), units);

    let length = READ_LIMIT + 1;
    let long = Text::Long {
        start: &units,
        length,
    };
    assert_eq!(long.length(), 10_001);
    assert_eq!(long.start(), units);
}
