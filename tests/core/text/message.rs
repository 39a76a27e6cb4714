//! Every message: short, a whole sentence, and none shows a value.

use odeus_integrations::call::body::UnusableBody;
use odeus_integrations::call::connection::Reason;
use odeus_integrations::call::deadline::Deadline;
use odeus_integrations::call::outcome::{Outcome, aborted};
use odeus_integrations::call::status::describe_status;
use odeus_integrations::configuration::api_key::missing_api_key;
use odeus_integrations::configuration::base_url::{BaseSource, BaseUrl, UrlParts};
use odeus_integrations::configuration::headers::{
    check_header_value, parse_header_name, value_is_no_string,
};
use odeus_integrations::configuration::obstacle::Obstacle;
use odeus_integrations::configuration::setting::{Scope, Setting, unreadable};
use odeus_integrations::errors::failure::Failure;
use odeus_integrations::input::field::Field;
use odeus_integrations::input::issue::Issue;
use odeus_integrations::input::shape::Shape;
use odeus_integrations::input::violation::Violation;
use odeus_integrations::text::message::{concat, decimal, list};

use crate::support::{check_key, url_parts, utf16};

const SETTINGS: [Setting; 11] = [
    Setting::ApiKey,
    Setting::BaseUrl,
    Setting::DeploymentUrl,
    Setting::AllowHttp,
    Setting::TimeoutMs,
    Setting::AttemptTimeoutMs,
    Setting::MaxRetries,
    Setting::Headers,
    Setting::Fetch,
    Setting::OnAttempt,
    Setting::Signal,
];
/// The longest name that a message shows: 40 characters, each escaped.
const HOSTILE: [u16; 41] = [0xFFFF; 41];

fn issue_messages() -> Vec<String> {
    let mut issues = vec![
        Issue::no_uuid(),
        Issue::id_is_no_string(),
        Issue::changes_hold_no_fields(Shape::NoObject, "Number"),
        Issue::changes_hold_no_fields(Shape::Iterable, "Set"),
        Issue::changes_hold_no_fields(Shape::Iterable, "Map"),
        Issue::changes_hold_no_fields(Shape::EmptyInstance, "Object"),
        Issue::unreadable(None),
        Issue::unknown_field(&HOSTILE),
        Issue::unknown_field(&utf16("colour")),
    ];
    let long = Violation::TooLong {
        maximum: 90,
        actual: None,
    };
    let counted = Violation::TooLong {
        maximum: 90,
        actual: Some(10_000),
    };
    for field in Field::ALL {
        issues.push(Issue::unreadable(Some(field)));
        for violation in [
            long,
            counted,
            Violation::InvalidUnicode,
            Violation::InvalidUrl,
            Violation::InvalidColor,
            Violation::InvalidType,
        ] {
            issues.push(Issue::of_field(field, violation));
        }
    }
    issues.into_iter().map(|issue| issue.message).collect()
}

fn option_failures() -> Vec<Failure> {
    let mut failures = vec![
        missing_api_key(),
        unreadable("options"),
        value_is_no_string("x-token"),
        parse_header_name(&HOSTILE).unwrap_err(),
        parse_header_name(&utf16("host")).unwrap_err(),
        parse_header_name(&utf16("connection")).unwrap_err(),
        parse_header_name(&utf16("authorization")).unwrap_err(),
        check_header_value("x-token", utf16("s3cret\n").into_iter()).unwrap_err(),
    ];
    failures.extend(SETTINGS.map(Setting::wrong_type));
    failures.extend(Obstacle::ALL.map(Obstacle::describe));
    for scope in [Scope::Client, Scope::Request, Scope::Call] {
        for key in [
            &HOSTILE[..],
            &utf16("signal"),
            &utf16("apiKey"),
            &utf16("timeout"),
            &utf16("token"),
            &utf16("proxy"),
        ] {
            failures.extend(Setting::parse(key, scope).err());
        }
    }
    for key in ["", "Bearer s3cret", "s3cret key", &"s3cret".repeat(100)] {
        failures.push(check_key(&utf16(key)).unwrap_err());
    }
    for base in [
        "s3cret",
        "ftp://s3cret",
        "http://s3cret",
        "https://s3cret@a",
        "https://a?s3cret",
        "https://a#s3cret",
    ] {
        failures.push(BaseUrl::parse(BaseSource::Environment, false, url_parts(base)).unwrap_err());
    }
    failures
}

fn call_failures() -> Vec<Failure> {
    let mut failures = vec![aborted()];
    for deadline in [Deadline::Attempt, Deadline::Call] {
        for is_answered in [false, true] {
            let outcome = Outcome::TimedOut {
                deadline,
                limit_ms: 300.0,
                limit: "300".to_owned(),
                is_answered,
            };
            failures.push(outcome.failure());
        }
    }
    failures.extend((0..=999).map(describe_status));
    let bodies = [
        UnusableBody::NotJson,
        UnusableBody::WrongShape,
        UnusableBody::TooLarge,
        UnusableBody::BrokenOff,
        UnusableBody::AlreadyRead,
        UnusableBody::NotUtf8,
        UnusableBody::Empty,
    ];
    failures.extend(bodies.map(UnusableBody::describe));
    let reasons = [
        Reason::Refused,
        Reason::UnknownHost,
        Reason::Certificate,
        Reason::Handshake,
        Reason::Unreachable,
        Reason::Lost,
    ];
    // The facade cuts what the runtime says at 120 characters, and a code as long.
    failures.extend(reasons.map(|reason| reason.describe(&"x".repeat(242))));
    failures
}

fn messages() -> Vec<String> {
    let failures = option_failures().into_iter().chain(call_failures());
    let mut messages = issue_messages();
    messages.extend(failures.map(|failure| failure.message));
    messages
}

#[test]
fn every_message_has_at_most_500_characters() {
    for message in messages() {
        assert!(message.len() <= 500, "{}: {message}", message.len());
    }
}

#[test]
fn every_message_is_a_whole_sentence_of_ascii() {
    for message in messages() {
        assert!(message.ends_with(['.', '?']), "{message}");
        assert!(
            message.bytes().all(|byte| matches!(byte, b' '..=b'~')),
            "{message}"
        );
        assert!(
            !message.contains("  ") && !message.starts_with(' '),
            "{message}"
        );
        assert!(message.len() >= 20, "{message}");
    }
}

#[test]
fn every_message_about_input_or_options_says_what_to_do() {
    let failures = option_failures().into_iter().map(|failure| failure.message);
    for message in issue_messages().into_iter().chain(failures) {
        let advice = [
            " must ",
            "Did you mean",
            "The fields are",
            "The options are",
            "Pass ",
            "pass it",
            "Leave ",
            "Set ",
            "trim()",
            "a header cannot have",
            "is not a valid header name",
            "toWellFormed()",
        ];
        assert!(
            advice.iter().any(|part| message.contains(part)),
            "{message}"
        );
    }
}

#[test]
fn no_message_shows_a_value() {
    for failure in option_failures() {
        assert!(!failure.message.contains("s3cret"), "{}", failure.message);
    }
}

#[test]
fn a_base_url_without_parts_is_refused_by_its_scheme() {
    let failure =
        BaseUrl::parse(BaseSource::BaseUrl, false, Some(UrlParts::default())).unwrap_err();
    assert!(
        failure
            .message
            .starts_with("baseUrl must start with https://")
    );
}

#[test]
fn texts_are_joined_in_order() {
    assert_eq!(concat(&[]), "");
    assert_eq!(concat(&["a", "b", "", "c"]), "abc");
}

#[test]
fn names_are_listed_with_commas() {
    assert_eq!(list(&[]), "");
    assert_eq!(list(&["a"]), "a");
    assert_eq!(list(&["a", "b", "c"]), "a, b, c");
}

#[test]
fn numbers_are_written_in_decimal() {
    for number in [0, 1, 9, 10, 11, 99, 100, 1_009, 10_000, 1_234_567_890] {
        assert_eq!(decimal(number), number.to_string());
    }
    assert_eq!(decimal(usize::MAX), usize::MAX.to_string());
}
