//! Names that the caller wrote, as messages show them.

use odeus_integrations::name::{NAME_LIMIT, nearest, quote};

use crate::support::utf16;

const KNOWN: [&str; 3] = ["name", "description", "iconUrl"];

#[test]
fn the_nearest_name_is_at_most_a_third_of_its_length_away() {
    for (given, expected) in [
        ("name", Some("name")),
        ("nam", Some("name")),
        ("nams", Some("name")),
        ("naem", Some("name")),
        ("nm", None),
        ("namess", None),
        ("descri", None),
        ("descript", Some("description")),
        ("descrip", None),
        ("iconUr", Some("iconUrl")),
        ("iconU", Some("iconUrl")),
        ("icon", None),
        ("", None),
        ("zzzzzzz", None),
    ] {
        assert_eq!(nearest(given, KNOWN), expected, "{given}");
    }
}

#[test]
fn case_and_separators_do_not_count() {
    for given in [
        "ICONURL",
        "icon_url",
        "Icon-Url",
        "icon url",
        "i_c-o n_u_r_l",
        "iconurl",
    ] {
        assert_eq!(nearest(given, KNOWN), Some("iconUrl"), "{given}");
    }
    assert_eq!(nearest("iconurl", ["icon_url"]), Some("icon_url"));
    assert_eq!(nearest("icon.url", ["iconUrl"]), Some("iconUrl"));
}

#[test]
fn the_nearer_of_two_names_wins_and_the_first_of_equals() {
    assert_eq!(nearest("baseUrls", ["baseUri", "baseUrl"]), Some("baseUrl"));
    assert_eq!(nearest("abcx", ["abcd", "abce"]), Some("abcd"));
    assert_eq!(nearest("abc", []), None);
}

#[test]
fn visible_ascii_and_the_space_are_quoted_as_they_are() {
    for unit in 0x20..=0x7E {
        let letter = char::from(u8::try_from(unit).unwrap());
        let expected = match letter {
            '"' => r#""\u0022""#.to_owned(),
            _ => format!("\"{letter}\""),
        };
        assert_eq!(quote(&[unit]), expected);
    }
}

#[test]
fn everything_else_is_quoted_as_its_code_unit() {
    for unit in (0..0x20)
        .chain(0x7F..=0x1FF)
        .chain([0x202E, 0xD800, 0xFFFF])
    {
        assert_eq!(quote(&[unit]), format!("\"\\u{unit:04x}\""));
    }
    assert_eq!(quote(&utf16("😀")), r#""\ud83d\ude00""#);
}

#[test]
fn a_name_of_41_units_is_cut_to_40() {
    let fits = "x".repeat(NAME_LIMIT);
    assert_eq!(NAME_LIMIT, 40);
    assert_eq!(quote(&utf16(&fits)), format!("\"{fits}\""));
    let over = "x".repeat(41);
    assert_eq!(quote(&utf16(&over)), format!("\"{fits}...\""));
    assert_eq!(quote(&[]), "\"\"");
}
