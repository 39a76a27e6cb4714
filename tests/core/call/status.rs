//! What statuses mean.

use odeus_integrations::call::status::{describe_status, is_redirect, is_success};
use odeus_integrations::errors::code::Code;

/// The contract's table of statuses.
fn expected_code(status: u16) -> Code {
    match status {
        400 => Code::BadRequest,
        401 => Code::AuthenticationFailed,
        403 => Code::PermissionDenied,
        404 => Code::NotFound,
        429 => Code::RateLimited,
        0 => Code::UnexpectedRedirect,
        _ if status / 100 == 3 => Code::UnexpectedRedirect,
        _ if status / 100 == 5 => Code::ServerError,
        _ => Code::UnexpectedStatus,
    }
}

#[test]
fn every_2xx_and_nothing_else_is_a_success() {
    for status in 0..=999 {
        assert_eq!(is_success(status), status / 100 == 2, "{status}");
    }
}

#[test]
fn every_3xx_and_a_hidden_one_is_a_redirect() {
    for status in 0..=999 {
        let expected = status == 0 || status / 100 == 3;
        assert_eq!(is_redirect(status), expected, "{status}");
    }
}

#[test]
fn every_status_has_the_contracts_code() {
    for status in 0..=999 {
        let failure = describe_status(status);
        assert_eq!(failure.code, expected_code(status), "{status}");
        assert_eq!((failure.option, failure.issues), (None, None));
    }
}

#[test]
fn six_statuses_may_be_repeated_and_no_other() {
    for status in 0..=999 {
        let expected = [408, 429, 500, 502, 503, 504].contains(&status);
        assert_eq!(describe_status(status).retryable, expected, "{status}");
    }
}

#[test]
fn every_message_begins_with_the_status() {
    for status in 1..=999 {
        let start = format!("The API answered {status}. ");
        let message = describe_status(status).message;
        assert!(message.starts_with(&start), "{message}");
        assert!(message.len() > start.len() + 10, "{message}");
    }
}

#[test]
fn a_hidden_redirect_has_no_status_to_show() {
    let hidden = describe_status(0).message;
    assert!(hidden.starts_with("The client does not follow a redirect"));
    let shown = describe_status(302).message;
    assert_eq!(shown, format!("The API answered 302. {hidden}"));
}

#[test]
fn a_403_names_the_scope() {
    assert!(describe_status(403).message.contains("INTEGRATION_API"));
}
