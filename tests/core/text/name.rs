//! Names that the caller wrote: how a message quotes them, and which known name is nearest.

use odeus_integrations::text::name::{NAME_LIMIT, is_one_of, nearest, quote};

use crate::support::utf16;

const KNOWN: [&str; 3] = ["name", "description", "iconUrl"];

#[test]
fn a_known_name_is_suggested_if_a_third_of_its_letters_or_fewer_differ() {
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
        assert_eq!(nearest(given, &KNOWN), expected, "{given}");
    }
}

#[test]
fn case_underscores_hyphens_and_spaces_make_no_difference() {
    for given in [
        "ICONURL",
        "icon_url",
        "Icon-Url",
        "icon url",
        "i_c-o n_u_r_l",
        "iconurl",
    ] {
        assert_eq!(nearest(given, &KNOWN), Some("iconUrl"), "{given}");
    }
    assert_eq!(nearest("iconurl", &["icon_url"]), Some("icon_url"));
    assert_eq!(nearest("icon.url", &["iconUrl"]), Some("iconUrl"));
}

#[test]
fn a_letter_outside_ascii_counts_as_one_change() {
    for (given, expected) in [
        ("näme", Some("name")),
        ("n😀me", Some("name")),
        ("nämé", None),
        ("îcônUrl", Some("iconUrl")),
    ] {
        assert_eq!(nearest(given, &KNOWN), expected, "{given}");
    }
}

#[test]
fn two_swapped_neighbours_count_as_one_change() {
    for (given, expected) in [
        ("anme", Some("name")),
        ("nmae", Some("name")),
        ("naem", Some("name")),
        ("eman", None),
        ("cinoUrl", Some("iconUrl")),
        ("cinorUl", None),
    ] {
        assert_eq!(nearest(given, &KNOWN), expected, "{given}");
    }
}

/// The crate `strsim` counts the same changes. It would add 1.5 KB to the compressed module.
#[test]
fn a_name_is_near_as_another_implementation_counts_the_changes() {
    let letters = ["", "n", "a", "m", "e"];
    for index in 0..letters.len().pow(6) {
        let given: String = (0..6)
            .map(|place| letters[index / letters.len().pow(place) % letters.len()])
            .collect();
        let is_near = strsim::osa_distance(&given, "name") <= 1;
        assert_eq!(nearest(&given, &["name"]).is_some(), is_near, "{given}");
        let is_near = strsim::osa_distance(&given, "nameaname") <= 3;
        assert_eq!(
            nearest(&given, &["nameaname"]).is_some(),
            is_near,
            "{given}"
        );
    }
}

#[test]
fn the_nearer_of_two_names_is_suggested_and_the_first_of_two_equally_near_names() {
    assert_eq!(
        nearest("baseUrls", &["baseUri", "baseUrl"]),
        Some("baseUrl")
    );
    assert_eq!(nearest("abcx", &["abcd", "abce"]), Some("abcd"));
    assert_eq!(nearest("abc", &[]), None);
}

#[test]
fn quotes_keep_visible_ascii_and_the_space() {
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
fn quotes_write_every_other_character_as_an_escape() {
    for unit in (0..0x20)
        .chain(0x7F..=0x1FF)
        .chain([0x202E, 0xD800, 0xFFFF])
    {
        assert_eq!(quote(&[unit]), format!("\"\\u{unit:04x}\""));
    }
    assert_eq!(quote(&utf16("😀")), r#""\ud83d\ude00""#);
}

#[test]
fn quotes_cut_a_name_of_41_units_to_40() {
    let fits = "x".repeat(NAME_LIMIT);
    assert_eq!(NAME_LIMIT, 40);
    assert_eq!(quote(&utf16(&fits)), format!("\"{fits}\""));
    let over = "x".repeat(41);
    assert_eq!(quote(&utf16(&over)), format!("\"{fits}...\""));
    assert_eq!(quote(&[]), "\"\"");
}

#[test]
fn a_name_is_one_of_several_only_as_a_whole() {
    for name in ["te", "keep-alive", "host"] {
        assert!(is_one_of(name, "te|keep-alive|host"), "{name}");
    }
    for name in [
        "",
        "t",
        "keep",
        "alive",
        "hosts",
        "te|host",
        "te|keep-alive",
        "|",
    ] {
        assert!(!is_one_of(name, "te|keep-alive|host"), "{name}");
    }
}
