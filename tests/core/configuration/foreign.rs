//! The names that other clients give to the options.

use odeus_integrations::configuration::foreign::{is_transport, own_name};
use odeus_integrations::configuration::setting::{Scope, Setting};

use crate::support::utf16;

#[test]
fn a_name_of_another_client_has_its_option() {
    for (foreign, own) in [
        ("token", "apiKey"),
        ("accessToken", "apiKey"),
        ("bearer_token", "apiKey"),
        ("key", "apiKey"),
        ("endpoint", "baseUrl"),
        ("host", "baseUrl"),
        ("url", "baseUrl"),
        ("requestTimeout", "timeoutMs"),
        ("maxNetworkRetries", "maxRetries"),
        ("MAX-NETWORK-RETRIES", "maxRetries"),
        ("retry", "maxRetries"),
        ("defaultHeaders", "headers"),
        ("fetcher", "fetch"),
        ("abortSignal", "signal"),
    ] {
        assert_eq!(own_name(foreign), Some(own), "{foreign}");
        assert!(!is_transport(foreign), "{foreign}");
        assert!(
            Setting::parse(&utf16(own), Scope::Call).is_ok(),
            "{own} is an option"
        );
    }
}

#[test]
fn a_part_of_the_connection_is_known() {
    for name in [
        "agent",
        "httpAgent",
        "httpsAgent",
        "dispatcher",
        "proxy",
        "fetchOptions",
    ] {
        assert!(is_transport(name), "{name}");
        assert_eq!(own_name(name), None, "{name}");
    }
}

#[test]
fn another_name_has_no_meaning() {
    for name in ["", "logger", "tokens", "apiKey", "toString", "a key"] {
        assert_eq!(own_name(name), None, "{name}");
        assert!(!is_transport(name), "{name}");
    }
}
