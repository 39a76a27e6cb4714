//! The options: names, scopes, ranges and the key.

use odeus_integrations::configuration::api_key::missing_api_key;
use odeus_integrations::configuration::name::BULK_OPTIONS;
use odeus_integrations::configuration::obstacle::Obstacle;
use odeus_integrations::configuration::setting::{
    DEFAULT_BASE_URL, DefaultNumber, Scope, Setting, unreadable,
};
use odeus_integrations::errors::code::Code;
use odeus_integrations::errors::failure::Failure;

use crate::support::utf16;

const SCOPES: [Scope; 4] = [Scope::Client, Scope::Request, Scope::Call, Scope::Bulk];
const TIMEOUTS: [Setting; 2] = [Setting::TimeoutMs, Setting::AttemptTimeoutMs];

/// Each option, and whether a client, a request, a call and many updates have it.
const SETTINGS: [(Setting, &str, [bool; 4]); 11] = [
    (Setting::ApiKey, "apiKey", [true, false, true, false]),
    (Setting::BaseUrl, "baseUrl", [true, false, true, false]),
    (
        Setting::DeploymentUrl,
        "deploymentUrl",
        [true, false, true, false],
    ),
    (Setting::AllowHttp, "allowHttp", [true, false, true, false]),
    (Setting::TimeoutMs, "timeoutMs", [true, true, true, true]),
    (
        Setting::AttemptTimeoutMs,
        "attemptTimeoutMs",
        [true, true, true, true],
    ),
    (Setting::MaxRetries, "maxRetries", [true, true, true, true]),
    (Setting::Headers, "headers", [true, true, true, true]),
    (Setting::Fetch, "fetch", [true, false, true, false]),
    (Setting::OnAttempt, "onAttempt", [true, true, true, true]),
    (Setting::Signal, "signal", [false, true, true, true]),
];

fn assert_option(failure: &Failure, option: &str) {
    assert_eq!(failure.code, Code::InvalidConfiguration);
    assert_eq!(failure.option.as_deref(), Some(option));
    assert!(!failure.retryable);
    assert_eq!(failure.issues, None);
}

#[test]
fn the_defaults_are_the_contracts() {
    assert_eq!(DEFAULT_BASE_URL, "https://api.odeus.ai");
    for (default, number) in [
        (DefaultNumber::TimeoutMs, 30_000),
        (DefaultNumber::AttemptTimeoutMs, 9_000),
        (DefaultNumber::MaxRetries, 2),
        (DefaultNumber::Concurrency, 8),
        (DefaultNumber::BufferSize, 256),
        (DefaultNumber::BulkRetries, 4),
        (DefaultNumber::MaxPauseMs, 300_000),
        (DefaultNumber::ProgressIntervalMs, 250),
    ] {
        assert_eq!(default as u32, number, "{default:?}");
    }
}

#[test]
fn every_option_is_known_where_it_belongs_and_refused_elsewhere() {
    for (setting, name, belongs) in SETTINGS {
        assert_eq!(setting.name(), name);
        for (scope, belongs) in SCOPES.into_iter().zip(belongs) {
            match Setting::parse(&utf16(name), scope) {
                Ok(parsed) => assert!(belongs && parsed == setting, "{name} {scope:?}"),
                Err(failure) => {
                    assert!(!belongs, "{name} {scope:?}");
                    assert_option(&failure, name);
                }
            }
        }
    }
}

#[test]
fn an_option_in_the_wrong_place_is_told_the_right_one() {
    let on_a_request = Setting::parse(&utf16("apiKey"), Scope::Request).unwrap_err();
    let expected = "apiKey is not an option here. Pass it to `new OdeusClient`.";
    assert_eq!(on_a_request.message, expected);
    let on_a_client = Setting::parse(&utf16("signal"), Scope::Client).unwrap_err();
    let expected = "signal is not an option here. Pass it to `updateIntegration`.";
    assert_eq!(on_a_client.message, expected);
}

#[test]
fn an_unknown_option_names_the_nearest_of_its_scope() {
    for (key, scope, hint) in [
        ("api_key", Scope::Client, "Did you mean \"apiKey\"?"),
        ("apikey", Scope::Call, "Did you mean \"apiKey\"?"),
        (
            "timeout",
            Scope::Request,
            "Did you mean \"timeoutMs\"? It is a number of milliseconds.",
        ),
        (
            "attemptTimeout",
            Scope::Client,
            "Did you mean \"attemptTimeoutMs\"? It is a number of milliseconds.",
        ),
        ("baseURL", Scope::Client, "Did you mean \"baseUrl\"?"),
        ("retries", Scope::Request, "Did you mean \"maxRetries\"?"),
        (
            "logger",
            Scope::Request,
            "The options are timeoutMs, attemptTimeoutMs, maxRetries, headers, onAttempt, signal.",
        ),
        (
            "logger",
            Scope::Client,
            "The options are apiKey, baseUrl, deploymentUrl, allowHttp, timeoutMs, \
             attemptTimeoutMs, maxRetries, headers, fetch, onAttempt.",
        ),
        (
            "logger",
            Scope::Call,
            "The options are apiKey, baseUrl, deploymentUrl, allowHttp, timeoutMs, attemptTimeoutMs, \
             maxRetries, headers, fetch, onAttempt, signal.",
        ),
    ] {
        let failure = Setting::parse(&utf16(key), scope).unwrap_err();
        assert_option(&failure, key);
        assert_eq!(
            failure.message,
            format!("\"{key}\" is not an option here. {hint}")
        );
    }
}

#[test]
fn an_unknown_option_that_resembles_one_of_another_scope_is_told_its_place() {
    for (key, scope, hint) in [
        (
            "apikey",
            Scope::Request,
            "Pass \"apiKey\" to `new OdeusClient`.",
        ),
        (
            "token",
            Scope::Request,
            "Pass \"apiKey\" to `new OdeusClient`.",
        ),
        (
            "signals",
            Scope::Client,
            "Pass \"signal\" to `updateIntegration`.",
        ),
        (
            "abortSignal",
            Scope::Client,
            "Pass \"signal\" to `updateIntegration`.",
        ),
        ("signals", Scope::Call, "Did you mean \"signal\"?"),
    ] {
        let failure = Setting::parse(&utf16(key), scope).unwrap_err();
        assert_option(&failure, key);
        let expected = format!("\"{key}\" is not an option here. {hint}");
        assert_eq!(failure.message, expected, "{scope:?}");
    }
}

#[test]
fn a_part_of_the_connection_is_a_matter_of_fetch() {
    for (scope, place) in [
        (Scope::Client, ""),
        (Scope::Call, ""),
        (Scope::Request, " to `new OdeusClient`"),
    ] {
        for key in ["proxy", "httpAgent", "http_agent", "dispatcher"] {
            let failure = Setting::parse(&utf16(key), scope).unwrap_err();
            assert_option(&failure, key);
            let expected = format!(
                "\"{key}\" is not an option here. Pass a function as \"fetch\"{place}, and let it \
                 add this to each request."
            );
            assert_eq!(failure.message, expected);
        }
    }
}

#[test]
fn an_unknown_option_is_escaped_in_the_message() {
    let failure = Setting::parse(&utf16("\u{1b}[2J"), Scope::Client).unwrap_err();
    assert_option(&failure, "\u{1b}[2J");
    assert!(
        failure
            .message
            .starts_with("\"\\u001b[2J\" is not an option here.")
    );
}

#[test]
fn a_timeout_is_1_to_2147483647_milliseconds() {
    for setting in TIMEOUTS {
        for number in [1.0, 1.5, 1_000.0, 2_147_483_646.5, 2_147_483_647.0] {
            assert_eq!(setting.check_number(number), Ok(number));
        }
        for number in [
            0.0,
            -0.0,
            0.999_999,
            -1.0,
            2_147_483_647.000_001,
            2_147_483_648.0,
            1e300,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::MIN_POSITIVE,
        ] {
            let failure = setting.check_number(number).unwrap_err();
            assert_option(&failure, setting.name());
            let expected = format!(
                "{} must be a number of milliseconds from 1 to 2147483647.",
                setting.name()
            );
            assert_eq!(failure.message, expected, "{number}");
        }
    }
}

#[test]
fn the_retries_are_a_whole_number_from_0_to_10() {
    for number in 0..=10 {
        let number = f64::from(number);
        assert_eq!(Setting::MaxRetries.check_number(number), Ok(number));
    }
    assert_eq!(Setting::MaxRetries.check_number(-0.0), Ok(0.0));
    for number in [
        -1.0,
        0.5,
        1.000_001,
        9.999,
        10.5,
        11.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        -f64::MIN_POSITIVE,
    ] {
        let failure = Setting::MaxRetries.check_number(number).unwrap_err();
        assert_option(&failure, "maxRetries");
        assert_eq!(
            failure.message,
            "maxRetries must be a whole number from 0 to 10."
        );
    }
}

#[test]
fn a_value_of_the_wrong_type_is_told_the_right_one() {
    for (setting, name, part) in [
        (Setting::ApiKey, "apiKey", "a string"),
        (Setting::BaseUrl, "baseUrl", "a string or a URL"),
        (Setting::DeploymentUrl, "deploymentUrl", "a string or a URL"),
        (Setting::AllowHttp, "allowHttp", "true or false"),
        (Setting::TimeoutMs, "timeoutMs", "a number of milliseconds"),
        (
            Setting::AttemptTimeoutMs,
            "attemptTimeoutMs",
            "a number of milliseconds",
        ),
        (Setting::MaxRetries, "maxRetries", "a whole number"),
        (Setting::Headers, "headers", "a plain object"),
        (Setting::Fetch, "fetch", "a function"),
        (Setting::OnAttempt, "onAttempt", "a function"),
        (Setting::Signal, "signal", "an AbortSignal"),
    ] {
        let failure = setting.wrong_type();
        assert_option(&failure, name);
        let start = format!("{name} must be {part}");
        assert!(failure.message.starts_with(&start), "{}", failure.message);
    }
}

#[test]
fn what_the_runtime_lacks_is_named() {
    assert_option(&Obstacle::NoFetch.describe(), "fetch");
    assert!(
        Obstacle::NoFetch.describe().message.contains("`fetch`"),
        "{}",
        Obstacle::NoFetch.describe().message
    );
    let failure = Obstacle::NoRequestClass.describe();
    assert_eq!(failure.code, Code::UnsupportedEnvironment);
    assert_eq!(failure.option, None);
    assert!(!failure.retryable);
    assert!(failure.message.contains("`Request`"), "{}", failure.message);
}

#[test]
fn options_that_cannot_be_read_are_told_so() {
    assert_option(&Obstacle::NoOptions.describe(), "options");
    assert_option(&missing_api_key(), "apiKey");
    assert!(missing_api_key().message.contains("ODEUS_API_KEY"));
    assert_option(&Obstacle::TwoBases.describe(), "deploymentUrl");
    assert!(Obstacle::TwoBases.describe().message.contains("baseUrl"));
    for option in ["options", "headers"] {
        let failure = unreadable(option);
        assert_option(&failure, option);
        assert!(
            failure
                .message
                .starts_with(&format!("{option} could not be read"))
        );
    }
}

#[test]
fn an_option_of_many_updates_is_refused_elsewhere() {
    for name in BULK_OPTIONS {
        for scope in [Scope::Client, Scope::Request, Scope::Call] {
            let failure = Setting::parse(&utf16(name), scope).unwrap_err();
            assert_option(&failure, name);
            let expected =
                format!("{name} is not an option here. Pass it to `updateIntegrations`.");
            assert_eq!(failure.message, expected);
        }
    }
}

#[test]
fn the_list_for_many_updates_has_their_own_options_too() {
    let failure = Setting::parse(&utf16("logger"), Scope::Bulk).unwrap_err();
    let expected = "\"logger\" is not an option here. The options are timeoutMs, attemptTimeoutMs, \
                    maxRetries, headers, onAttempt, signal, concurrency, ordered, bufferSize, \
                    maxPauseMs, maxFailures, skip, total, onProgress, progressIntervalMs.";
    assert_eq!(failure.message, expected);
}

#[test]
fn an_option_of_many_updates_is_told_its_place() {
    for (key, scope, hint) in [
        (
            "concurency",
            Scope::Client,
            "Pass \"concurrency\" to `updateIntegrations`.",
        ),
        ("buffersize", Scope::Bulk, "Did you mean \"bufferSize\"?"),
        (
            "maxPause",
            Scope::Bulk,
            "Did you mean \"maxPauseMs\"? It is a number of milliseconds.",
        ),
        (
            "proxy",
            Scope::Bulk,
            "Pass a function as \"fetch\" to `new OdeusClient`, and let it add this to each request.",
        ),
    ] {
        let failure = Setting::parse(&utf16(key), scope).unwrap_err();
        let expected = format!("\"{key}\" is not an option here. {hint}");
        assert_eq!(failure.message, expected, "{scope:?}");
    }
}
