//! Feeds random inputs to each parser. No input may cause a panic or an impossible answer.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test core fuzz` tries more inputs.

use odeus_integrations::call::connection::{FetchFault, Reason};
use odeus_integrations::call::date::parse_http_date;
use odeus_integrations::call::retry::{Decision, Repeat, Situation, decide, jitter, refill};
use odeus_integrations::call::retry_after::RetryAfter;
use odeus_integrations::call::status::describe_status;
use odeus_integrations::configuration::base_url::{BaseSource, BaseUrl, UrlParts};
use odeus_integrations::configuration::headers::{check_header_value, parse_header_name};
use odeus_integrations::configuration::setting::{Scope, Setting};
use odeus_integrations::input::field::Field;
use odeus_integrations::input::issue::Issue;
use odeus_integrations::input::rules::is_uuid;
use odeus_integrations::input::violation::Violation;
use odeus_integrations::input::web_url::judge_web_url;
use odeus_integrations::text::name::{nearest, quote};
use odeus_integrations::text::utf16::{Text, count_code_points, is_well_formed};
use proptest::prelude::*;

use crate::support;
use crate::support::{Answers, check_key};

fn units() -> impl Strategy<Value = Vec<u16>> {
    prop_oneof![
        proptest::collection::vec(any::<u16>(), 0..200),
        any::<String>().prop_map(|text| text.encode_utf16().collect()),
    ]
}

/// Texts that consist of the parts of dates.
fn date_like() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "((Sun|Monday|Tue|Jan|Feb|Dec|GMT|[0-9]{1,5}|[,:. -]| |é){0,3}){0,12}",
        "(Sun|Sunday)[, ]{1,2}[0-9]{1,2}[ -]Feb[ -][0-9]{2,4} [0-9:]{8} GMT",
        "Sun (Feb|Nov) [ 0-9]{1,3} [0-9:]{8} [0-9]{4}",
    ]
}

proptest! {
    #[test]
    fn any_string_is_judged_in_every_field(
        units in units(),
        length in 10_001..usize::MAX,
        (is_well_formed_to_runtime, is_web_url) in any::<(bool, bool)>(),
    ) {
        let runtime = Answers { is_well_formed: is_well_formed_to_runtime, is_web_url };
        let long = Text::Long { start: &units, length };
        for text in [Text::Whole(&units), long] {
            prop_assert!(!is_uuid(text) || text.length() == 36);
            let _ = judge_web_url(text);
            for field in Field::ALL {
                for violation in support::violations(field, text, &runtime) {
                    let issue = Issue::of_field(field, violation);
                    prop_assert!(issue.message.len() <= 500);
                }
            }
        }
        prop_assert!(count_code_points(&units) <= units.len());
        let found = support::violations(Field::Name, Text::Whole(&units), &runtime);
        prop_assert_eq!(found.contains(&Violation::InvalidUnicode), !is_well_formed(&units));
    }

    #[test]
    fn any_unknown_name_is_quoted_without_harm(units in units()) {
        let quoted = quote(&units);
        prop_assert!(quoted.len() <= 2 + 40 * 6 + 3);
        let is_plain = quoted.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        prop_assert!(is_plain);
        let inner = &quoted[1..quoted.len() - 1];
        prop_assert!(!inner.contains('"'));
        let start = &units[..units.len().min(41)];
        prop_assert!(Issue::unknown_field(start).message.len() <= 500);
        let _ = nearest(&String::from_utf16_lossy(start), &Field::ALL.map(Field::name));
        for scope in [Scope::Client, Scope::Request, Scope::Call] {
            if let Err(failure) = Setting::parse(start, scope) {
                prop_assert!(failure.message.len() <= 500);
                prop_assert!(failure.option.is_some());
            }
        }
    }

    #[test]
    fn any_number_outside_the_range_of_its_option_is_refused(number in any::<f64>()) {
        for setting in [Setting::TimeoutMs, Setting::AttemptTimeoutMs] {
            let accepted = setting.check_number(number).is_ok();
            prop_assert_eq!(accepted, (1.0..=2_147_483_647.0).contains(&number));
        }
        let accepted = Setting::MaxRetries.check_number(number).is_ok();
        prop_assert_eq!(accepted, (0..=10).any(|whole| f64::from(whole) == number));
    }

    #[test]
    fn any_key_and_any_header_is_checked(units in units()) {
        let key = check_key(&units);
        let is_header = check_header_value("x", units.iter().copied()).is_ok();
        prop_assert!(key.is_err() || is_header);
        if let Ok(name) = parse_header_name(&units) {
            let is_letter = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
            let is_token = name.bytes().all(is_letter);
            prop_assert!(is_token);
        }
    }

    #[test]
    fn any_parts_of_a_base_url_are_judged(
        [protocol, host, hostname, pathname] in any::<[String; 4]>(),
        flags in any::<(bool, bool)>(),
        allow_http in any::<bool>(),
    ) {
        for protocol in [protocol, "https:".to_owned(), "http:".to_owned()] {
            let parts = UrlParts {
                protocol,
                host: host.clone(),
                hostname: hostname.clone(),
                pathname: pathname.clone(),
                has_user_info: flags.0,
                has_query_or_fragment: flags.1,
            };
            for source in [BaseSource::BaseUrl, BaseSource::DeploymentUrl] {
                let base = BaseUrl::parse(source, allow_http, Some(parts.clone()));
                let is_https = parts.protocol == "https:" && flags == (false, false);
                prop_assert!(base.is_ok() || !is_https);
                prop_assert!(base.is_err() || flags == (false, false));
            }
        }
    }

    #[test]
    fn any_date_that_is_read_is_a_whole_number(text in date_like(), now_ms in any::<f64>()) {
        if let Some(ms) = parse_http_date(text.as_bytes(), now_ms) {
            prop_assert!(ms.is_finite());
            prop_assert_eq!(ms.fract(), 0.0);
        }
    }

    #[test]
    fn any_wait_that_the_api_asks_for_fits_a_timer(
        retry_after in proptest::option::of(prop_oneof![date_like(), "[ \t]{0,2}[0-9]{0,30}[ \t]{0,2}"]),
        retry_after_ms in proptest::option::of(prop_oneof![any::<String>(), "[0-9]{0,30}"]),
        date in proptest::option::of(date_like()),
        now_ms in any::<f64>(),
    ) {
        let headers = RetryAfter {
            retry_after: retry_after.as_deref(),
            retry_after_ms: retry_after_ms.as_deref(),
            date: date.as_deref(),
        };
        if let Some(wait) = headers.wait_ms(now_ms) {
            prop_assert!((0.0..=2_147_483_647.0).contains(&wait));
        }
    }

    #[test]
    fn any_status_and_any_reason_is_described(status in any::<u16>(), details in "\\PC{0,200}") {
        prop_assert!(describe_status(status).message.len() <= 500);
        for fault in [FetchFault::Rejected, FetchFault::TypeErrorOfOption, FetchFault::NoResponse] {
            let failure = Reason::judge(fault, &details).describe(&details);
            prop_assert!(failure.message.contains(&details));
        }
    }

    #[test]
    fn any_situation_is_decided(
        (attempts, max_retries, tokens, last_cost) in any::<(u32, u32, u32, u32)>(),
        repeat in prop::sample::select(vec![Repeat::No, Repeat::Yes, Repeat::AfterTimeout]),
        (floor_ms, left_ms) in any::<(f64, f64)>(),
        random in 0.0..1.0,
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
        if let Decision::Retry { delay_ms, cost } = decide(&situation) {
            prop_assert!(delay_ms >= 0.0 && delay_ms < left_ms && cost <= tokens);
        }
        prop_assert!((0.0..8_000.0).contains(&jitter(attempts, random)));
        prop_assert!(refill(tokens, last_cost) <= 500);
    }
}
