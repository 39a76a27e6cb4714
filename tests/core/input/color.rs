//! The colour's rule.

use odeus_integrations::input::field::Field;
use odeus_integrations::input::violation::Violation;
use odeus_integrations::text::utf16::Text;

use crate::support;
use crate::support::{NotAsked, utf16};

fn color(text: &str) -> Vec<Violation> {
    support::violations(Field::Color, Text::Whole(&utf16(text)), &NotAsked)
}

#[test]
fn a_color_has_3_4_6_or_8_hex_digits_of_any_case() {
    for text in [
        "#000",
        "#fff",
        "#FfF",
        "#09afAF",
        "#abcd",
        "#ABCDEF",
        "#12345678",
        "#AbCdEf09",
    ] {
        assert_eq!(color(text), [], "{text}");
    }
    for count in 0..=12 {
        let text = format!("#{}", "a".repeat(count));
        let is_right = matches!(count, 3 | 4 | 6 | 8);
        assert_eq!(color(&text).is_empty(), is_right, "{text}");
    }
}

#[test]
fn anything_else_is_no_color() {
    for text in [
        "",
        "#",
        "fff",
        "ffff",
        "0xfff",
        "red",
        "rgb(0,0,0)",
        " #fff",
        "#fff ",
        "#fff\n",
        "##fff",
        "#ggg",
        "#fFg",
        "#@@@",
        "#```",
        "#///",
        "#:::",
        "#ff",
        "#fffff",
        "＃fff",
        "#ｆｆｆ",
        "#\u{0}ff",
        "$fff",
        "#ff\u{130}",
        "#fff,",
        "#-12",
        "#+12",
        "#fff;",
        "transparent",
        "#\u{661}23",
    ] {
        assert_eq!(color(text), [Violation::InvalidColor], "{text:?}");
    }
}

#[test]
fn a_long_string_is_no_color() {
    let text = Text::Long {
        start: &[0x61; 100],
        length: 10_001,
    };
    assert_eq!(
        support::violations(Field::Color, text, &NotAsked),
        [Violation::InvalidColor]
    );
    let text = Text::Long {
        start: &[0xD800; 100],
        length: 10_001,
    };
    assert_eq!(
        support::violations(Field::Color, text, &NotAsked),
        [Violation::InvalidColor]
    );
}
