//! The key's rules.

use crate::support::{self, utf16};
use odeus_integrations::configuration::api_key::check_api_key;
use odeus_integrations::configuration::setting::Origin;
use odeus_integrations::errors::code::Code;

fn check_key(key: &str) -> Result<(), String> {
    support::check_key(&utf16(key)).map_err(|failure| {
        assert_eq!(failure.code, Code::InvalidConfiguration);
        assert_eq!(failure.option.as_deref(), Some("apiKey"));
        failure.message
    })
}

#[test]
fn a_key_has_1_to_512_visible_ascii_characters() {
    for length in [1, 2, 7, 8, 40, 511, 512] {
        assert_eq!(check_key(&"k".repeat(length)), Ok(()));
    }
    for (length, part) in [
        (0, "is empty"),
        (513, "at most 512"),
        (100_000, "at most 512"),
    ] {
        let message = check_key(&"k".repeat(length)).unwrap_err();
        assert!(message.contains(part), "{length}: {message}");
    }
}

#[test]
fn a_key_has_no_character_but_visible_ascii() {
    for unit in 0..=u16::MAX {
        let units = [0x6B, unit, 0x6B];
        let is_right = support::check_key(&units).is_ok();
        assert_eq!(is_right, (0x21..=0x7E).contains(&unit), "{unit:x}");
    }
    for key in [
        " key",
        "key ",
        "key\n",
        "\tkey",
        "k\u{0}",
        "kéy",
        "key\u{FEFF}",
    ] {
        let message = check_key(key).unwrap_err();
        assert!(message.contains("`trim()` removes"), "{message}");
    }
}

#[test]
fn bearer_in_front_of_a_key_is_refused_with_a_hint() {
    for key in [
        "Bearer key",
        "bearer key",
        "BEARER key",
        "bEaReR ",
        "Bearer  key",
    ] {
        let message = check_key(key).unwrap_err();
        assert!(message.contains("Leave out \"Bearer \""), "{message}");
    }
    let long = format!("Bearer {}", "k".repeat(600));
    assert!(check_key(&long).unwrap_err().contains("Bearer"));
}

#[test]
fn a_key_that_only_begins_like_bearer_is_a_key() {
    for key in [
        "Bearer",
        "bearerkey",
        "Bearer_key",
        "Bear",
        "xBearer",
        "Bearer-",
        "beared-x",
    ] {
        assert_eq!(check_key(key), Ok(()), "{key}");
    }
    for key in [
        "Bearer\u{a0}key",
        "Bearer\tkey",
        " Bearer key",
        "\u{142}earer key",
    ] {
        assert!(check_key(key).unwrap_err().contains("trim()"), "{key}");
    }
}

#[test]
fn a_key_from_the_environment_is_told_by_its_variable() {
    for (key, part) in [
        ("key\n", " has a space, a line break"),
        ("Bearer key", " must be the key alone."),
    ] {
        let units = utf16(key);
        let [option, variable] = [Origin::Option, Origin::Environment].map(|origin| {
            let result = check_api_key(origin, units.len(), units.iter().copied());
            let failure = result.unwrap_err();
            assert_eq!(failure.option.as_deref(), Some("apiKey"));
            failure.message
        });
        assert!(option.starts_with(&format!("apiKey{part}")), "{option}");
        let start = format!("apiKey (from ODEUS_API_KEY){part}");
        assert!(variable.starts_with(&start), "{variable}");
    }
}
