//! Failures: codes, and whether a repeat may succeed.

use odeus_integrations::error::Failure;
use odeus_integrations::input::Field;
use odeus_integrations::issue::{Issue, Violation};

fn issues(count: usize) -> Vec<Issue> {
    let issue = Issue::of_field(Field::Color, Violation::InvalidType);
    vec![issue; count]
}

#[test]
fn input_that_breaks_rules_has_all_its_issues() {
    for count in 1..=6 {
        let failure = Failure::input(issues(count));
        assert_eq!(failure.code, "invalid_input");
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
    let failure = Failure::configuration("baseUrl", "Text.");
    assert_eq!(failure.code, "invalid_configuration");
    assert_eq!(failure.option.as_deref(), Some("baseUrl"));
    assert_eq!(failure.message, "Text.");
    assert!(!failure.retryable);
}

#[test]
fn only_an_attempt_that_was_not_answered_may_be_repeated_after_a_timeout() {
    for (is_whole_call, is_answered, retryable) in [
        (false, false, true),
        (false, true, false),
        (true, false, false),
        (true, true, false),
    ] {
        let failure = Failure::timed_out(is_whole_call, is_answered);
        assert_eq!(failure.code, "timed_out");
        assert_eq!(failure.retryable, retryable);
        let deadline = if is_whole_call {
            "The call did not end within `timeoutMs`."
        } else {
            "An attempt did not end within `attemptTimeoutMs`."
        };
        assert!(failure.message.starts_with(deadline), "{}", failure.message);
        let state = if is_answered {
            "made the update"
        } else {
            "repeating it is safe"
        };
        assert!(failure.message.contains(state), "{}", failure.message);
    }
}

#[test]
fn an_abort_is_final() {
    let failure = Failure::aborted();
    assert_eq!(failure.code, "aborted");
    assert_eq!(failure.message, "The call was aborted by its signal.");
    assert!(!failure.retryable);
    assert_eq!((failure.option, failure.issues), (None, None));
}

#[test]
fn a_new_failure_is_bare() {
    let failure = Failure::new("code", "Text.");
    assert_eq!((failure.code, failure.message.as_str()), ("code", "Text."));
    assert_eq!(
        (failure.retryable, failure.option, failure.issues),
        (false, None, None)
    );
}
