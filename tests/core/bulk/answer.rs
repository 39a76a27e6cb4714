//! What each error of a call means for a run.

use odeus_integrations::bulk::answer::{Answer, Failed, Meaning};
use odeus_integrations::errors::code::Code;

const FAILED: Failed = Failed {
    code: Code::ServerError,
    status: Some(500),
    is_retryable: true,
    retry_after_ms: None,
};

fn meaning(failed: Failed) -> Meaning {
    Answer::Failed(failed).meaning()
}

fn meaning_of_code(code: Code, is_retryable: bool) -> Meaning {
    meaning(Failed {
        code,
        status: None,
        is_retryable,
        retry_after_ms: None,
    })
}

#[test]
fn a_success_updates_the_item() {
    assert_eq!(Answer::Updated.meaning(), Meaning::Updated);
}

#[test]
fn a_429_is_a_refusal_with_and_without_a_named_wait() {
    for retry_after_ms in [None, Some(0.0), Some(1_500.0)] {
        let failed = Failed {
            code: Code::RateLimited,
            status: Some(429),
            retry_after_ms,
            ..FAILED
        };
        assert_eq!(meaning(failed), Meaning::Refused { retry_after_ms });
    }
}

#[test]
fn a_503_is_a_refusal_only_with_a_named_wait() {
    let failed = Failed {
        status: Some(503),
        ..FAILED
    };
    assert_eq!(
        meaning(failed),
        Meaning::Retryable {
            retry_after_ms: 0.0
        }
    );
    let retry_after_ms = Some(2_000.0);
    let failed = Failed {
        retry_after_ms,
        ..failed
    };
    assert_eq!(meaning(failed), Meaning::Refused { retry_after_ms });
}

#[test]
fn another_retryable_failure_keeps_the_named_wait_and_is_no_refusal() {
    for (code, status) in [
        (Code::ServerError, Some(500)),
        (Code::ServerError, Some(502)),
        (Code::UnexpectedStatus, Some(408)),
    ] {
        let failed = Failed {
            code,
            status,
            retry_after_ms: Some(700.0),
            ..FAILED
        };
        let retry_after_ms = 700.0;
        assert_eq!(meaning(failed), Meaning::Retryable { retry_after_ms });
    }
}

#[test]
fn a_failure_that_may_pass_is_retryable() {
    for code in [
        Code::ConnectionFailed,
        Code::TimedOut,
        Code::ServerError,
        Code::InternalError,
    ] {
        let expected = Meaning::Retryable {
            retry_after_ms: 0.0,
        };
        assert_eq!(meaning_of_code(code, true), expected, "{code:?}");
    }
}

#[test]
fn an_answer_about_one_item_is_final() {
    for code in [
        Code::BadRequest,
        Code::PermissionDenied,
        Code::NotFound,
        Code::ServerError,
        Code::UnexpectedRedirect,
        Code::UnexpectedStatus,
        Code::TimedOut,
        Code::InvalidResponse,
    ] {
        assert_eq!(meaning_of_code(code, false), Meaning::Final, "{code:?}");
    }
}

#[test]
fn a_broken_item_and_an_error_of_a_strange_client_are_not_answers_of_the_api() {
    for code in [Code::InvalidInput, Code::InternalError] {
        assert_eq!(meaning_of_code(code, false), Meaning::Unsent, "{code:?}");
    }
}

#[test]
fn a_failure_that_every_item_would_meet_is_fatal() {
    for code in [
        Code::AuthenticationFailed,
        Code::InvalidConfiguration,
        Code::UnsupportedEnvironment,
        Code::Aborted,
    ] {
        assert_eq!(meaning_of_code(code, false), Meaning::Fatal, "{code:?}");
    }
}
