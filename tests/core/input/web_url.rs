//! Web addresses, as far as the core judges them, against the standard's parser.

use odeus_integrations::input::field::Field;
use odeus_integrations::input::violation::Violation;
use odeus_integrations::input::web_url::{WebUrl, judge_web_url};
use odeus_integrations::text::utf16::Text;

use crate::support;
use crate::support::{Answers, NotAsked, is_web_url, utf16};

fn judge(text: &str) -> WebUrl {
    judge_web_url(Text::Whole(&utf16(text)))
}

fn judge_start(start: &str) -> WebUrl {
    let start = &utf16(start);
    let length = 10_001;
    judge_web_url(Text::Long { start, length })
}

#[test]
fn an_address_with_a_plain_host_surely_parses() {
    let label = "a".repeat(63);
    let of_253 = format!("https://{label}.{label}.{label}.{}", "a".repeat(61));
    for text in [
        "https://example.com",
        "http://example.com",
        "https://example.com/",
        "https://example.com?q",
        "https://example.com#f",
        "https://localhost",
        "https://a",
        "https://a.b-c.d",
        "https://cdn1.example.com/i.png",
        "https://1.com",
        "https://0x7f.com",
        "https://-a-.com",
        "https://example.com/<>\"\\^`{|} %zz\u{0}\u{7f}é😀",
        "https://example.com/@user:pass@other:99999",
        "https://example.com//../..",
        "https://example.com?a=@b#c@d",
        &format!("https://{label}.com"),
        &of_253,
    ] {
        assert_eq!(judge(text), WebUrl::Yes, "{text:?}");
        assert!(is_web_url(&utf16(text)), "{text:?}");
    }
}

#[test]
fn another_scheme_or_none_surely_does_not_parse() {
    for text in [
        "example.com",
        "//example.com",
        "/icon.png",
        "ftp://example.com",
        "data:,x",
        "javascript:0",
        "httpx://example.com",
        "httpss://example.com",
        "htp://example.com",
        "hhttp://example.com",
        "http//example.com",
        "https//example.com",
        "http ://example.com",
        "h ttp://example.com",
        "http\u{0}://a",
        "ｈttp://a",
        "\u{131}http://a",
        "\u{168}ttp://a",
        "\"https://a\"",
        "://a",
        "\u{A0}https://a",
        "\u{FEFF}https://a",
        ":",
        "blob:https://a/b",
        "view-source:https://a",
        "http-s://a",
        "http.s://a",
        "http+s://a",
        "HTTPX:",
        "https;//a",
        "é",
    ] {
        assert_eq!(judge(text), WebUrl::No, "{text:?}");
        assert_eq!(judge_start(text), WebUrl::No, "{text:?}");
        assert!(!is_web_url(&utf16(text)), "{text:?}");
    }
}

#[test]
fn what_only_the_parser_knows_is_left_to_it() {
    let long_label = format!("https://{}.com", "a".repeat(64));
    let label = "a".repeat(63);
    let of_254 = format!("https://{label}.{label}.{label}.{}", "a".repeat(62));
    for text in [
        // The scheme is written in a way that the parser repairs.
        "HTTPS://example.com",
        "Http://example.com",
        " https://example.com",
        "\u{0}https://a",
        "\u{1f}\t\n\r https://a",
        "ht\ntp://a",
        "h\tt\rt\np\ts\r:\n//a",
        "https:/\t/a",
        "https:a",
        "https:/a",
        "https:///a",
        "https:\\\\a",
        "https:\\/a",
        "http:a",
        "http:",
        "https:",
        "https:/",
        // The host is not plain.
        "https://",
        "https:///",
        "https://?",
        "https://#",
        "https://.",
        "https://a.",
        "https://.a",
        "https://a..b",
        "https://EXAMPLE.com",
        "https://example.COM",
        "https://bücher.de",
        "https://xn--bcher-kva.de",
        "https://xn--a",
        "https://a--b.com",
        "https://ab--.com",
        "https://127.0.0.1",
        "https://127.1",
        "https://0x7f000001",
        "https://0",
        "https://a.1",
        "https://a.0x1",
        "https://256.256.256.256",
        "https://a.b1",
        "https://a.1b",
        "https://a.b-c",
        "https://[::1]",
        "https://[::1",
        "https://a_b.com",
        "https://a b",
        "https://a%20b",
        "https://a%41",
        "https://a^b",
        "https://a|b",
        "https://a<b",
        "https://a\u{0}",
        "https://user@example.com",
        "https://user:pass@example.com",
        "https://@a",
        "https://a@",
        "https://example.com:443",
        "https://example.com:99999",
        "https://example.com:",
        "https://example.com:x",
        "https://a\\b",
        "https://a\\@b",
        "https://a\tb.com/",
        "https://exam\nple.com",
        "https://a\u{ad}b",
        "https://１２７.0.0.1",
        "https://\u{161}.com",
        "https://a.com\u{2e}",
        &long_label,
        &of_254,
    ] {
        assert_eq!(judge(text), WebUrl::AskParser, "{text:?}");
    }
}

#[test]
fn the_start_of_a_scheme_says_nothing_yet() {
    for text in [
        "",
        " ",
        "\t\n",
        "h",
        "ht",
        "htt",
        "http",
        "https",
        "HTTP",
        " \u{0}https",
    ] {
        assert_eq!(judge(text), WebUrl::AskParser, "{text:?}");
        assert_eq!(judge_start(text), WebUrl::AskParser, "{text:?}");
    }
    assert_eq!(judge_start(&" ".repeat(100)), WebUrl::AskParser);
}

#[test]
fn a_lone_surrogate_in_the_host_is_left_to_the_parser() {
    let mut units = utf16("https://a");
    units.push(0xD800);
    assert_eq!(judge_web_url(Text::Whole(&units)), WebUrl::AskParser);
}

#[test]
fn a_long_address_is_judged_by_its_start_if_the_host_ends_there() {
    for end in ["/", "?", "#"] {
        let start = format!("https://example.com{end}{}", "x".repeat(80));
        assert_eq!(judge_start(&start), WebUrl::Yes);
    }
}

#[test]
fn a_long_address_whose_host_goes_on_out_of_sight_is_left_to_the_parser() {
    let start = format!("https://{}", "a.".repeat(46));
    for start in [start.clone(), start + "b", "https://a".to_owned()] {
        assert_eq!(judge_start(&start), WebUrl::AskParser, "{start}");
    }
}

#[test]
fn an_icon_url_is_refused_if_the_parser_refuses_it() {
    for (text, is_web_url, expected) in [
        ("https://[::1", false, &[Violation::InvalidUrl][..]),
        ("https://[::1]", true, &[]),
        ("", false, &[Violation::InvalidUrl]),
        (" https://a ", true, &[]),
    ] {
        let runtime = Answers {
            is_well_formed: true,
            is_web_url,
        };
        let found = support::violations(Field::IconUrl, Text::Whole(&utf16(text)), &runtime);
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn the_parser_is_not_asked_where_the_start_is_certain() {
    for (text, expected) in [
        ("https://example.com/i.png", &[][..]),
        ("icon.png", &[Violation::InvalidUrl]),
    ] {
        let found = support::violations(Field::IconUrl, Text::Whole(&utf16(text)), &NotAsked);
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn a_long_icon_url_is_checked_for_lone_surrogates_by_the_runtime() {
    let start = &utf16("https://example.com/");
    let text = Text::Long {
        start,
        length: 10_001,
    };
    for (is_well_formed, expected) in [(true, &[][..]), (false, &[Violation::InvalidUnicode])] {
        let runtime = Answers {
            is_well_formed,
            is_web_url: false,
        };
        assert_eq!(
            support::violations(Field::IconUrl, text, &runtime),
            expected
        );
    }
}

#[test]
fn a_long_icon_url_of_another_scheme_is_refused_without_reading_it() {
    let text = Text::Long {
        start: &utf16("data:image/png;base64,"),
        length: 10_001,
    };
    let found = support::violations(Field::IconUrl, text, &NotAsked);
    assert_eq!(found, [Violation::InvalidUrl]);
}

#[test]
fn a_long_icon_url_that_the_parser_refuses_may_break_both_rules() {
    let text = Text::Long {
        start: &utf16("https://["),
        length: 10_001,
    };
    let runtime = Answers {
        is_well_formed: false,
        is_web_url: false,
    };
    let found = support::violations(Field::IconUrl, text, &runtime);
    assert_eq!(found, [Violation::InvalidUnicode, Violation::InvalidUrl]);
}
