//! Compares each rule with an oracle, for random inputs. The oracle is a second implementation of the
//! same rule, or another library.

use std::time::{Duration, UNIX_EPOCH};

use odeus_integrations::call::date::parse_http_date;
use odeus_integrations::call::retry::{Decision, Repeat, Situation, decide, jitter, refill};
use odeus_integrations::configuration::base_url::{BaseSource, BaseUrl};
use odeus_integrations::configuration::headers::{check_header_value, parse_header_name};
use odeus_integrations::input::field::Field;
use odeus_integrations::input::rules::{Runtime, is_uuid};
use odeus_integrations::input::violation::Violation;
use odeus_integrations::input::web_url::{WebUrl, judge_web_url};
use odeus_integrations::text::utf16::Text;
use proptest::prelude::*;
use url::{Host, Url};

use crate::support;
use crate::support::{check_key, is_web_url, url_parts, utf16};

/// A runtime whose answers come from other libraries.
struct Oracle<'a>(&'a [u16]);

impl Runtime for Oracle<'_> {
    fn is_well_formed(&self) -> bool {
        String::from_utf16(self.0).is_ok()
    }

    fn is_web_url(&self) -> bool {
        is_web_url(self.0)
    }
}

/// Code units of all kinds. Surrogates are frequent.
fn any_units(length: usize) -> impl Strategy<Value = Vec<u16>> {
    let unit = prop_oneof![4 => 0x20..0x7F_u16, 1 => any::<u16>(), 1 => 0xD800..0xE000_u16];
    proptest::collection::vec(unit, 0..length)
}

/// Addresses that are valid or nearly valid.
fn any_address() -> impl Strategy<Value = String> {
    let scheme = "[ \t\n]{0,2}[hH][\t]?[tT]{2}[pP]?[sS]?[\n]?:?[/\\\\]{0,3}";
    let host = prop_oneof![
        "([a-z0-9]{1,3}[-.]{0,2}){0,3}",
        "[0-9.x]{0,8}",
        "xn--[a-z0-9-]{0,6}",
        "\\[[0-9a-f:]{0,6}\\]",
        "[ -~]{0,5}",
        "\\PC{0,4}",
    ];
    let rest = "([/?#:@\\\\][ -~]{0,6}|[/?#:@\\\\]\\PC{0,3})?";
    (
        prop_oneof![4 => Just("https://".to_owned()), 1 => Just("http://".to_owned()), 3 => scheme],
        host,
        rest,
    )
        .prop_map(|(scheme, host, rest)| scheme + &host + &rest)
}

fn code_points(units: &[u16]) -> usize {
    let is_high = |unit: u16| unit >> 10 == 0x36;
    let is_low = |unit: u16| unit >> 10 == 0x37;
    let pairs = units
        .windows(2)
        .filter(|pair| is_high(pair[0]) && is_low(pair[1]));
    units.len() - pairs.count()
}

/// Writes a time in the first form of a date: `Sun, 06 Nov 1994 08:49:37 GMT`.
fn imf_fixdate(seconds: u64) -> String {
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
}

/// Writes a date of the first form in the second one: `Sunday, 06-Nov-94 08:49:37 GMT`.
fn rfc_850(imf_fixdate: &str) -> String {
    let part = |range: std::ops::Range<usize>| &imf_fixdate[range];
    let day = match part(0..3) {
        "Tue" => "Tuesday",
        "Wed" => "Wednesday",
        "Thu" => "Thursday",
        "Sat" => "Saturday",
        "Sun" => "Sunday",
        "Mon" => "Monday",
        _ => "Friday",
    };
    format!(
        "{day}, {}-{}-{} {} GMT",
        part(5..7),
        part(8..11),
        part(14..16),
        part(17..25)
    )
}

/// Writes a date of the first form in the third one: `Sun Nov  6 08:49:37 1994`.
fn asctime(imf_fixdate: &str) -> String {
    let part = |range: std::ops::Range<usize>| &imf_fixdate[range];
    let day = part(5..7).replacen('0', " ", usize::from(part(5..6) == "0"));
    format!(
        "{} {} {day} {} {}",
        part(0..3),
        part(8..11),
        part(17..25),
        part(12..16)
    )
}

type Form = fn(&str) -> String;

fn to_ms(seconds: u64) -> f64 {
    Duration::from_secs(seconds).as_secs_f64() * 1_000.0
}

/// The seconds of the years 1970 to 9999.
const SECONDS: std::ops::Range<u64> = 0..253_402_300_800;
const FIFTY_YEARS: u64 = 50 * 31_556_952;

proptest! {
    #[test]
    fn a_text_is_accepted_exactly_when_it_is_well_formed_and_short_enough(units in any_units(120)) {
        for (field, maximum) in [(Field::Name, 40), (Field::Description, 90)] {
            let found = support::violations(field, Text::Whole(&units), &Oracle(&units));
            let count = code_points(&units);
            let too_long = Violation::TooLong { maximum, actual: Some(count) };
            let is_unicode = String::from_utf16(&units).is_ok();
            prop_assert_eq!(found.contains(&Violation::InvalidUnicode), !is_unicode);
            prop_assert_eq!(found.contains(&too_long), count > maximum);
            prop_assert!(found.len() <= 2);
        }
    }

    #[test]
    fn an_id_is_accepted_exactly_when_its_groups_are_hex_digits(
        id in "[0-9a-fA-F]{7,9}-[0-9a-gA-F]{4}-?[0-9a-f]{4}-[0-9a-f]{4}-[0-9A-F]{11,13}\n?",
    ) {
        let groups: Vec<&str> = id.split('-').collect();
        let is_right = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            && groups.concat().chars().all(|letter| letter.is_ascii_hexdigit());
        prop_assert_eq!(is_uuid(Text::Whole(&utf16(&id))), is_right);
    }

    #[test]
    fn a_color_is_accepted_exactly_when_it_is_a_hash_and_hex_digits(
        color in "#?[0-9a-fA-F]{0,9}[ -~]?",
    ) {
        let is_right = color.strip_prefix('#').is_some_and(|digits| {
            let is_hex = u32::from_str_radix(digits, 16).is_ok() && !digits.starts_with('+');
            [3, 4, 6, 8].contains(&digits.len()) && is_hex
        });
        let units = utf16(&color);
        let found = support::violations(Field::Color, Text::Whole(&units), &Oracle(&units));
        prop_assert_eq!(found.is_empty(), is_right);
    }

    #[test]
    fn an_address_is_judged_as_the_standard_judges_it(address in any_address()) {
        let units = utf16(&address);
        match judge_web_url(Text::Whole(&units)) {
            WebUrl::Yes => prop_assert!(is_web_url(&units)),
            WebUrl::No => prop_assert!(!is_web_url(&units)),
            WebUrl::AskParser => {}
        }
        let found = support::violations(Field::IconUrl, Text::Whole(&units), &Oracle(&units));
        prop_assert_eq!(found.is_empty(), is_web_url(&units));
    }

    #[test]
    fn a_verdict_on_the_start_of_an_address_is_true_of_the_whole_address(
        address in any_address(),
        more in "[ -~]{0,20}",
        cut in 0..40_usize,
    ) {
        let units = utf16(&(address + &more));
        let start = &units[..cut.min(units.len())];
        match judge_web_url(Text::Long { start, length: 10_001 }) {
            WebUrl::Yes => prop_assert!(is_web_url(&units)),
            WebUrl::No => prop_assert!(!is_web_url(&units)),
            WebUrl::AskParser => {}
        }
    }

    #[test]
    fn a_base_url_is_accepted_exactly_when_the_key_is_safe_there(
        scheme in "https?://([a-z]{0,3}@)?",
        host in "localhost|127\\.[0-9+.]{1,6}|\\[::[0-2]\\]|[a-z0-9.+-]{1,9}",
        rest in "(:[0-9]{1,4})?[/a-z]{0,6}[?#]?",
    ) {
        let address = scheme + &host + &rest;
        for allow_http in [false, true] {
        let expected = Url::parse(&address).ok().is_some_and(|url| {
            let is_loopback = match url.host() {
                Some(Host::Domain(name)) => name == "localhost",
                Some(Host::Ipv4(address)) => address.is_loopback(),
                Some(Host::Ipv6(address)) => address.is_loopback(),
                None => false,
            };
            let has_more = url.query().is_some() || url.fragment().is_some();
            let is_bare = url.username().is_empty() && !has_more;
            is_bare && (url.scheme() == "https" || allow_http || is_loopback)
        });
        let base = BaseUrl::parse(BaseSource::BaseUrl, allow_http, url_parts(&address));
        prop_assert_eq!(base.is_ok(), expected);
        if let Ok(base) = base {
            let again = Url::parse(base.as_str()).unwrap();
            let given = Url::parse(&address).unwrap();
            prop_assert_eq!(again.origin(), given.origin());
            prop_assert!(!base.as_str().ends_with('/'));
        }
        }
    }

    #[test]
    fn a_key_is_accepted_exactly_when_it_is_visible_ascii(
        key in "([Bb]earer[ _])?[!-~]{0,20}[ -~é]?",
    ) {
        let is_right = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_graphic());
        let units = utf16(&key);
        prop_assert_eq!(check_key(&units).is_ok(), is_right);
    }

    #[test]
    fn a_header_is_accepted_exactly_when_its_name_and_its_value_are_valid(
        name in "[!-~]{0,3}[ -~é]?",
        value in "[ -~\t]{0,5}[\u{0}-\u{101}]?",
    ) {
        let separators = "\"(),/:;<=>?@[\\]{}";
        let is_token = |letter: char| letter.is_ascii_graphic() && !separators.contains(letter);
        let is_name = !name.is_empty() && name.chars().all(is_token);
        prop_assert_eq!(parse_header_name(&utf16(&name)).is_ok(), is_name);
        let is_text = |letter: char| letter < '\u{100}' && !letter.is_ascii_control();
        let is_value = value.chars().all(|letter| letter == '\t' || is_text(letter));
        prop_assert_eq!(check_header_value("x", utf16(&value).into_iter()).is_ok(), is_value);
    }

    #[test]
    fn a_date_is_read_from_the_first_and_the_third_form(seconds in SECONDS) {
        let text = imf_fixdate(seconds);
        let expected = Some(to_ms(seconds));
        prop_assert_eq!(parse_http_date(text.as_bytes(), 0.0), expected);
        prop_assert_eq!(parse_http_date(asctime(&text).as_bytes(), 0.0), expected);
    }

    #[test]
    fn a_date_with_a_year_of_two_digits_is_read_if_it_is_within_50_years(
        now in FIFTY_YEARS..FIFTY_YEARS * 2,
        ahead in 0..FIFTY_YEARS * 2 - 86_400,
    ) {
        let seconds = now + ahead - (FIFTY_YEARS - 86_400);
        let text = rfc_850(&imf_fixdate(seconds));
        prop_assert_eq!(parse_http_date(text.as_bytes(), to_ms(now)), Some(to_ms(seconds)));
    }

    #[test]
    fn a_date_with_one_changed_character_is_read_as_it_stands_or_refused(
        seconds in SECONDS,
        form in proptest::sample::select(vec![str::to_owned as Form, rfc_850, asctime]),
        place in 0..33_usize,
        letter in "[ -~]",
    ) {
        let mut text = form(&imf_fixdate(seconds));
        let place = place % text.len();
        text.replace_range(place..=place, &letter);
        let ms = parse_http_date(text.as_bytes(), to_ms(seconds)).unwrap_or(-1.0);
        // `httpdate` cannot write a leap second, and no year before 1970.
        if ms >= 0.0 && !text.contains(":60") {
            let written = form(&imf_fixdate(Duration::from_secs_f64(ms / 1_000.0).as_secs()));
            // The parser does not compare the weekday with the date.
            let (_, expected) = written.split_once(' ').unwrap();
            let (_, given) = text.split_once(' ').unwrap();
            let without_space = expected.replacen("  ", " 0", 1);
            prop_assert!(given == expected || given == without_space, "{} {}", text, written);
        }
    }

    #[test]
    fn a_retry_is_decided_by_the_contract(
        (attempts, max_retries, tokens) in (1..13_u32, 0..11_u32, 0..20_u32),
        repeat in prop::sample::select(vec![Repeat::No, Repeat::Yes, Repeat::AfterTimeout]),
        (floor_ms, left_ms, random) in (0.0..10_000.0, -10.0..30_000.0, 0.0..1.0),
    ) {
        let situation = Situation {
            attempts,
            max_retries,
            repeat,
            floor_ms,
            left_ms,
            tokens,
            random,
        };
        let ceiling = match attempts {
            1 => 500.0,
            2 => 1_000.0,
            3 => 2_000.0,
            4 => 4_000.0,
            _ => 8_000.0,
        };
        let wait = f64::max(random * ceiling, floor_ms);
        let price = if repeat == Repeat::AfterTimeout { 10 } else { 5 };
        let is_final = repeat == Repeat::No || attempts > max_retries || tokens < price || wait >= left_ms;
        let retry = Decision::Retry { delay_ms: wait, cost: price };
        let expected = if is_final { Decision::Stop } else { retry };
        prop_assert_eq!(decide(&situation), expected);
        prop_assert!(refill(tokens, price) <= 500);
        prop_assert!((0.0..8_000.0).contains(&jitter(attempts, random)));
    }
}
