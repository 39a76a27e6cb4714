//! The request's constants.

use odeus_integrations::call::request::{AUTHORIZATION_SCHEME, HEADERS, METHOD, PATH, REDIRECT};

#[test]
fn the_request_is_the_contracts() {
    assert_eq!(METHOD, "PATCH");
    assert_eq!(PATH, "/integrations/v1/");
    assert_eq!(AUTHORIZATION_SCHEME, "Bearer ");
    assert_eq!(REDIRECT, "manual");
}

#[test]
fn the_headers_are_the_contracts_with_the_packages_version() {
    let user_agent = format!("odeus-integrations/{}", env!("CARGO_PKG_VERSION"));
    let expected = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("user-agent", user_agent.as_str()),
    ];
    assert_eq!(HEADERS, expected);
}
