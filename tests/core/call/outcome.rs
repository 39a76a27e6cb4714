//! What an attempt came to, and what follows from that.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::body::UnusableBody;
use odeus_integrations::call::connection::Reason;
use odeus_integrations::call::deadline::Deadline;
use odeus_integrations::call::outcome::{Event, Outcome};
use odeus_integrations::call::retry::Repeat;
use odeus_integrations::errors::code::Code;

fn deadline(deadline: Deadline) -> Event {
    Event::Deadline {
        deadline,
        limit_ms: 1_500.5,
        limit: "1500.5".to_owned(),
    }
}

fn no_answer(reason: Reason) -> Event {
    Event::NoAnswer {
        reason,
        details: "ECONNRESET".to_owned(),
    }
}

/// The code, `retryable`, `applied` and `repeat` of an outcome.
fn follows(event: Event, head: Option<u16>) -> (Code, bool, Applied, Repeat) {
    let outcome = Outcome::judge(event, head);
    let failure = outcome.failure();
    (
        failure.code,
        failure.retryable,
        outcome.applied(),
        outcome.repeat(),
    )
}

#[test]
fn a_status_that_is_not_a_success_counts_whatever_ended_its_body() {
    for event in [
        Event::Body(UnusableBody::Empty),
        Event::Body(UnusableBody::TooLarge),
        deadline(Deadline::Attempt),
        deadline(Deadline::Call),
        no_answer(Reason::Lost),
    ] {
        for (status, expected) in [
            (404, (Code::NotFound, false, Applied::No, Repeat::No)),
            (429, (Code::RateLimited, true, Applied::No, Repeat::Yes)),
            (
                503,
                (Code::ServerError, true, Applied::Unknown, Repeat::Yes),
            ),
            (
                501,
                (Code::ServerError, false, Applied::Unknown, Repeat::No),
            ),
            (
                408,
                (Code::UnexpectedStatus, true, Applied::No, Repeat::Yes),
            ),
            (
                302,
                (Code::UnexpectedRedirect, false, Applied::No, Repeat::No),
            ),
            (
                0,
                (Code::UnexpectedRedirect, false, Applied::No, Repeat::No),
            ),
            (
                101,
                (Code::UnexpectedStatus, false, Applied::Unknown, Repeat::No),
            ),
        ] {
            assert_eq!(follows(event.clone(), Some(status)), expected, "{status}");
        }
    }
}

#[test]
fn the_deadline_of_an_attempt_allows_a_retry_before_the_head() {
    let (code, yes, no) = (Code::TimedOut, true, false);
    for (which, head, expected) in [
        (
            Deadline::Attempt,
            None,
            (code, yes, Applied::Unknown, Repeat::AfterTimeout),
        ),
        (
            Deadline::Attempt,
            Some(200),
            (code, no, Applied::Yes, Repeat::No),
        ),
        (
            Deadline::Call,
            None,
            (code, yes, Applied::Unknown, Repeat::No),
        ),
        (
            Deadline::Call,
            Some(204),
            (code, no, Applied::Yes, Repeat::No),
        ),
    ] {
        assert_eq!(
            follows(deadline(which), head),
            expected,
            "{which:?} {head:?}"
        );
    }
}

#[test]
fn the_message_of_a_timeout_names_the_option_and_its_milliseconds() {
    for (which, start) in [
        (
            Deadline::Attempt,
            "An attempt did not end within 1500.5 ms (`attemptTimeoutMs`). ",
        ),
        (
            Deadline::Call,
            "The call did not end within 1500.5 ms (`timeoutMs`). ",
        ),
    ] {
        for (head, state) in [
            (
                None,
                "It is not known whether the update was made. It is safe to repeat the call.",
            ),
            (
                Some(200),
                "The API made the update, but its answer did not arrive completely.",
            ),
        ] {
            let failure = Outcome::judge(deadline(which), head).failure();
            assert_eq!(failure.message, format!("{start}{state}"));
            assert_eq!(failure.timeout_ms, Some(1_500.5));
        }
    }
}

#[test]
fn an_abort_is_final_and_keeps_what_the_head_said() {
    for (head, applied) in [
        (None, Applied::Unknown),
        (Some(200), Applied::Yes),
        (Some(404), Applied::No),
        (Some(503), Applied::Unknown),
    ] {
        let expected = (Code::Aborted, false, applied, Repeat::No);
        assert_eq!(follows(Event::Abort, head), expected, "{head:?}");
    }
}

#[test]
fn a_connection_that_failed_is_retried_whatever_the_reason() {
    for (reason, applied) in [
        (Reason::Refused, Applied::No),
        (Reason::UnknownHost, Applied::No),
        (Reason::Certificate, Applied::No),
        (Reason::Unreachable, Applied::No),
        (Reason::Lost, Applied::Unknown),
    ] {
        let expected = (Code::ConnectionFailed, true, applied, Repeat::Yes);
        assert_eq!(follows(no_answer(reason), None), expected, "{reason:?}");
    }
    let failure = Outcome::judge(no_answer(Reason::Lost), None).failure();
    assert!(failure.message.contains("ECONNRESET"));
}

#[test]
fn an_unusable_success_is_final() {
    for (body, applied) in [
        (UnusableBody::TooLarge, Applied::Yes),
        (UnusableBody::NotJson, Applied::Unknown),
    ] {
        let expected = (Code::InvalidResponse, false, applied, Repeat::No);
        assert_eq!(follows(Event::Body(body), Some(200)), expected);
    }
}
