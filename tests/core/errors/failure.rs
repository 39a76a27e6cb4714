//! Failures: codes, and whether a repeat may succeed.

use odeus_integrations::errors::code::Code;
use odeus_integrations::errors::failure::Failure;
use odeus_integrations::input::field::Field;
use odeus_integrations::input::issue::Issue;
use odeus_integrations::input::violation::Violation;

fn issues(count: usize) -> Vec<Issue> {
    let issue = Issue::of_field(Field::Color, Violation::InvalidType);
    vec![issue; count]
}

#[test]
fn input_that_breaks_rules_has_all_its_issues() {
    for count in 1..=6 {
        let failure = Failure::input(issues(count));
        assert_eq!(failure.code, Code::InvalidInput);
        assert_eq!(failure.issues, Some(issues(count)));
        assert_eq!(failure.option, None);
        assert!(!failure.retryable);
        assert!(
            failure
                .message
                .starts_with("Nothing was sent. color must be a string.")
        );
    }
}

#[test]
fn a_message_spells_out_four_issues_and_counts_the_rest() {
    for (count, spelled, rest) in [
        (1, 1, None),
        (4, 4, None),
        (5, 4, Some("And 1 more: see `issues`.")),
        (104, 4, Some("And 100 more: see `issues`.")),
    ] {
        let message = Failure::input(issues(count)).message;
        assert_eq!(message.matches("color must").count(), spelled);
        assert_eq!(message.contains(" more: see"), rest.is_some());
        assert!(
            message.ends_with(rest.unwrap_or("keep its value.")),
            "{message}"
        );
    }
}

#[test]
fn a_configuration_failure_names_the_option() {
    let failure = Failure::configuration("baseUrl", &["Text."]);
    assert_eq!(failure.code, Code::InvalidConfiguration);
    assert_eq!(failure.option.as_deref(), Some("baseUrl"));
    assert_eq!(failure.message, "Text.");
    assert!(!failure.retryable);
}

#[test]
fn a_new_failure_is_bare() {
    let failure = Failure::new(Code::NotFound, &["Text."]);
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (Code::NotFound, "Text.")
    );
    assert_eq!(
        (
            failure.retryable,
            failure.option,
            failure.issues,
            failure.timeout_ms
        ),
        (false, None, None, None)
    );
}
