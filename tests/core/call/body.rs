//! Why the body of a success cannot be used.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::body::UnusableBody;
use odeus_integrations::errors::code::Code;

const MISSING: [(UnusableBody, &str); 4] = [
    (UnusableBody::TooLarge, "the body is over 1 MiB"),
    (UnusableBody::BrokenOff, "the body broke off"),
    (
        UnusableBody::AlreadyRead,
        "was read before. Let `fetch` return a new Response",
    ),
    (UnusableBody::Empty, "the body is empty"),
];
const FOREIGN: [(UnusableBody, &str); 3] = [
    (UnusableBody::NotUtf8, "the body is not UTF-8"),
    (UnusableBody::NotJson, "the body is not JSON"),
    (
        UnusableBody::WrongShape,
        "an `integration` that has a string `id`",
    ),
];

#[test]
fn a_body_that_is_not_whole_or_empty_does_not_speak_against_the_api() {
    for (body, reason) in MISSING {
        assert_eq!(body.applied(), Applied::Yes);
        let failure = body.describe();
        assert_eq!(failure.code, Code::InvalidResponse);
        assert!(!failure.retryable);
        assert!(failure.message.starts_with("The API made the update"));
        assert!(failure.message.contains(reason), "{}", failure.message);
    }
}

#[test]
fn a_whole_body_that_is_not_the_apis_never_claims_that_the_update_was_made() {
    for (body, reason) in FOREIGN {
        assert_eq!(body.applied(), Applied::Unknown);
        let failure = body.describe();
        assert_eq!(failure.code, Code::InvalidResponse);
        assert!(!failure.retryable);
        assert!(!failure.message.contains("made the update,"));
        assert!(failure.message.contains("Check `baseUrl`"));
        assert!(failure.message.contains(reason), "{}", failure.message);
    }
}
