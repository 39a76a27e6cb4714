//! The names and values of the `headers` option.

use odeus_integrations::configuration::headers::{
    check_header_value, parse_header_name, value_is_no_string,
};
use odeus_integrations::errors::code::Code;
use odeus_integrations::errors::failure::Failure;

use crate::support::utf16;

fn assert_headers(failure: &Failure, message: &str) {
    assert_eq!(failure.code, Code::InvalidConfiguration);
    assert_eq!(failure.option.as_deref(), Some("headers"));
    assert_eq!(failure.message, message);
}

#[test]
fn a_name_is_made_of_token_characters_only() {
    let marks = "!#$%&'*+-.^_`|~";
    for unit in 0..=0x2FF {
        let letter = char::from_u32(u32::from(unit)).unwrap();
        let is_token = letter.is_ascii_alphanumeric() || marks.contains(letter);
        for (name, place) in [([unit, 0x78], 0), ([0x78, unit], 1)] {
            match parse_header_name(&name) {
                Ok(parsed) => {
                    assert!(is_token, "{unit:x} at {place}");
                    let expected = String::from_utf16(&name).unwrap().to_ascii_lowercase();
                    assert_eq!(parsed, expected);
                }
                Err(_) => assert!(!is_token, "{unit:x} at {place}"),
            }
        }
    }
}

#[test]
fn a_name_comes_back_in_lower_case() {
    let parse = |name| parse_header_name(&utf16(name));
    assert_eq!(parse("X-Request-ID"), Ok("x-request-id".to_owned()));
    assert_eq!(parse("User-Agent"), Ok("user-agent".to_owned()));
    assert_eq!(parse("accept"), Ok("accept".to_owned()));
    assert_eq!(parse("X"), Ok("x".to_owned()));
}

#[test]
fn what_is_no_name_is_quoted() {
    for (name, quoted) in [
        ("", "\"\""),
        ("a b", "\"a b\""),
        ("a:", "\"a:\""),
        ("a\r\nb", r#""a\u000d\u000ab""#),
        ("ünicode", r#""\u00fcnicode""#),
    ] {
        let failure = parse_header_name(&utf16(name)).unwrap_err();
        let expected = format!("headers: {quoted} is not a valid header name.");
        assert_headers(&failure, &expected);
    }
    assert!(parse_header_name(&[0x78, 0xD800]).is_err());
}

#[test]
fn reserved_names_are_refused_in_any_case() {
    for name in ["authorization", "Authorization", "AUTHORIZATION"] {
        let failure = parse_header_name(&utf16(name)).unwrap_err();
        assert_headers(
            &failure,
            "headers: authorization cannot be set here. Pass the key as `apiKey`.",
        );
    }
    for name in ["Content-Type", "content-type", "host", "HOST"] {
        let failure = parse_header_name(&utf16(name)).unwrap_err();
        let expected = format!(
            "headers: {} cannot be set, because the client sets it. Leave it out.",
            name.to_ascii_lowercase()
        );
        assert_headers(&failure, &expected);
    }
    for name in [
        "content-length",
        "Transfer-Encoding",
        "CONNECTION",
        "Keep-Alive",
        "upgrade",
        "Expect",
        "TE",
        "Trailer",
    ] {
        let failure = parse_header_name(&utf16(name)).unwrap_err();
        let expected = format!(
            "headers: {} cannot be set, because `fetch` decides how the request is sent. Leave it \
             out.",
            name.to_ascii_lowercase()
        );
        assert_headers(&failure, &expected);
    }
    for name in [
        "content-types",
        "x-host",
        "hosts",
        "proxy-authorization",
        "t",
        "tee",
        "trailers",
        "x-connection",
    ] {
        assert!(parse_header_name(&utf16(name)).is_ok(), "{name}");
    }
}

#[test]
fn a_value_has_no_control_character_and_nothing_above_a_byte() {
    for unit in 0..=u16::MAX {
        let is_right =
            unit == 0x09 || (0x20..=0x7E).contains(&unit) || (0x80..=0xFF).contains(&unit);
        for value in [[unit, 0x78], [0x78, unit]] {
            let result = check_header_value("x", value.into_iter());
            assert_eq!(result.is_ok(), is_right, "{unit:x}");
        }
    }
    assert_eq!(check_header_value("x", [].into_iter()), Ok(()));
}

#[test]
fn a_wrong_value_is_named_but_not_shown() {
    let units = utf16("s3cret\r\nx: y");
    let failure = check_header_value("x-token", units.into_iter()).unwrap_err();
    assert!(!failure.message.contains("s3cret"));
    assert_headers(
        &failure,
        "headers: the value of x-token has a character that a header cannot have: a line break, a control character, or a character above U+00FF.",
    );
}

#[test]
fn a_value_that_is_no_string_is_named() {
    let expected = "headers: the value of x-count must be a string.";
    assert_headers(&value_is_no_string("x-count"), expected);
}
