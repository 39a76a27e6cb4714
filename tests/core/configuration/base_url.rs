//! Base URLs, parsed by the standard's parser as in a runtime.

use odeus_integrations::configuration::base_url::{BaseSource, BaseUrl};
use odeus_integrations::errors::code::Code;

use crate::support::url_parts;

const SOURCES: [BaseSource; 3] = [
    BaseSource::BaseUrl,
    BaseSource::DeploymentUrl,
    BaseSource::Environment,
];

/// The option that an error names, and the start of its message.
fn names(source: BaseSource) -> (&'static str, &'static str) {
    match source {
        BaseSource::BaseUrl => ("baseUrl", "baseUrl must "),
        BaseSource::DeploymentUrl => ("deploymentUrl", "deploymentUrl must "),
        BaseSource::Environment => ("baseUrl", "baseUrl (from ODEUS_BASE_URL) must "),
    }
}

fn parse_with(source: BaseSource, allow_http: bool, text: &str) -> Result<String, String> {
    BaseUrl::parse(source, allow_http, url_parts(text))
        .map(|base| base.as_str().to_owned())
        .map_err(|failure| {
            let (option, start) = names(source);
            assert_eq!(failure.code, Code::InvalidConfiguration);
            assert_eq!(failure.option.as_deref(), Some(option));
            assert!(failure.message.starts_with(start), "{}", failure.message);
            failure.message
        })
}

fn parse(source: BaseSource, text: &str) -> Result<String, String> {
    parse_with(source, false, text)
}

fn assert_bases(source: BaseSource, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(parse(source, text).as_deref(), Ok(*expected), "{text}");
    }
}

fn assert_refused(cases: &[&str], part: &str) {
    for text in cases {
        for source in SOURCES {
            let message = parse(source, text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}

#[test]
fn a_base_url_keeps_its_path_but_not_its_trailing_slashes() {
    assert_bases(
        BaseSource::BaseUrl,
        &[
            ("https://api.odeus.ai", "https://api.odeus.ai"),
            ("https://api.odeus.ai/", "https://api.odeus.ai"),
            ("https://api.odeus.ai//", "https://api.odeus.ai"),
            ("https://api.odeus.ai/v1", "https://api.odeus.ai/v1"),
            ("https://api.odeus.ai/a/b///", "https://api.odeus.ai/a/b"),
            ("https://api.odeus.ai//a//b/", "https://api.odeus.ai//a//b"),
            (
                "https://odeus.example/api/public",
                "https://odeus.example/api/public",
            ),
            ("https://api.odeus.ai/a/../b", "https://api.odeus.ai/b"),
            ("https://api.odeus.ai/a%2F", "https://api.odeus.ai/a%2F"),
            ("https://api.odeus.ai:443", "https://api.odeus.ai"),
            ("https://api.odeus.ai:8443/", "https://api.odeus.ai:8443"),
            ("HTTPS://API.Odeus.AI", "https://api.odeus.ai"),
            (" https://api.odeus.ai ", "https://api.odeus.ai"),
            ("https://10.0.0.1", "https://10.0.0.1"),
            ("https://[2001:db8::1]:99", "https://[2001:db8::1]:99"),
        ],
    );
}

#[test]
fn the_deployment_path_is_appended_exactly_once() {
    assert_bases(
        BaseSource::DeploymentUrl,
        &[
            ("https://odeus.example", "https://odeus.example/api/public"),
            ("https://odeus.example/", "https://odeus.example/api/public"),
            (
                "https://odeus.example//",
                "https://odeus.example/api/public",
            ),
            (
                "https://odeus.example/api/public",
                "https://odeus.example/api/public",
            ),
            (
                "https://odeus.example/api/public/",
                "https://odeus.example/api/public",
            ),
            (
                "https://odeus.example/api/public///",
                "https://odeus.example/api/public",
            ),
            (
                "https://odeus.example/x",
                "https://odeus.example/x/api/public",
            ),
            (
                "https://odeus.example/x/api/public",
                "https://odeus.example/x/api/public",
            ),
            (
                "https://odeus.example/api",
                "https://odeus.example/api/api/public",
            ),
            (
                "https://odeus.example/my-api/public",
                "https://odeus.example/my-api/public/api/public",
            ),
            (
                "https://odeus.example/api/public/x",
                "https://odeus.example/api/public/x/api/public",
            ),
            (
                "https://odeus.example/API/public",
                "https://odeus.example/API/public/api/public",
            ),
            ("http://localhost:3000", "http://localhost:3000/api/public"),
        ],
    );
}

#[test]
fn http_is_allowed_on_this_machine_only() {
    assert_bases(
        BaseSource::BaseUrl,
        &[
            ("http://localhost", "http://localhost"),
            ("http://localhost:8080/a", "http://localhost:8080/a"),
            ("http://LOCALHOST", "http://localhost"),
            ("http://127.0.0.1", "http://127.0.0.1"),
            ("http://127.1", "http://127.0.0.1"),
            ("http://127.0.0.1:3000/", "http://127.0.0.1:3000"),
            ("http://127.255.255.255", "http://127.255.255.255"),
            ("http://2130706433", "http://127.0.0.1"),
            ("http://0x7f.1", "http://127.0.0.1"),
            ("http://0177.0.0.1", "http://127.0.0.1"),
            ("http://127.0.0.1.", "http://127.0.0.1"),
            ("http://[::1]", "http://[::1]"),
            ("http://[0:0:0:0:0:0:0:1]:80", "http://[::1]"),
        ],
    );
    let part = "must start with https://";
    assert_refused(
        &[
            "http://api.odeus.ai",
            "http://127.0.0.1.example",
            "http://127.0.0.+1",
            "http://127.example",
            "http://localhost.example",
            "http://localhost.",
            "http://alocalhost",
            "http://foo.localhost",
            "http://126.255.255.255",
            "http://128.0.0.1",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://192.168.0.127",
            "http://1.127.0.0",
            "http://a.127.0.0.1.b",
            "http://[::]",
            "http://[::2]",
            "http://[::ffff:127.0.0.1]",
            "http://localhost@odeus.example",
        ],
        part,
    );
}

#[test]
fn a_refused_http_address_names_the_option_that_allows_it() {
    for source in SOURCES {
        let message = parse(source, "http://odeus.test").unwrap_err();
        let (_, start) = names(source);
        let expected = format!(
            "{start}start with https://. With http:// others could read the key, so it is allowed \
             only for localhost, 127.0.0.0/8 and [::1], or with `allowHttp: true` for a private \
             test network."
        );
        assert_eq!(message, expected);
    }
}

#[test]
fn with_allow_http_every_host_may_have_an_http_address() {
    for (text, expected) in [
        ("http://odeus.test", "http://odeus.test"),
        ("http://10.0.0.1:8080/x/", "http://10.0.0.1:8080/x"),
        ("http://[fd00::1]", "http://[fd00::1]"),
        ("http://localhost", "http://localhost"),
        ("https://odeus.test", "https://odeus.test"),
    ] {
        for source in [BaseSource::BaseUrl, BaseSource::Environment] {
            let base = parse_with(source, true, text);
            assert_eq!(base.as_deref(), Ok(expected), "{text}");
        }
        let deployment = parse_with(BaseSource::DeploymentUrl, true, text);
        assert_eq!(deployment, Ok(format!("{expected}/api/public")), "{text}");
    }
}

#[test]
fn with_allow_http_the_other_rules_stay() {
    for (text, part) in [
        ("ftp://odeus.test", "must start with https://."),
        ("ws://odeus.test", "must start with https://."),
        ("http://user@odeus.test", "must not have a user name"),
        ("http://odeus.test?", "must not have a query"),
        ("http://odeus.test#x", "must not have a query"),
        ("odeus.test", "must be an absolute URL"),
    ] {
        for source in SOURCES {
            let message = parse_with(source, true, text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}

#[test]
fn another_scheme_is_refused() {
    let cases = [
        "ftp://localhost",
        "ws://localhost",
        "wss://a",
        "file:///etc/passwd",
        "data:,x",
        "https-x://a",
        "javascript:alert(1)",
        "localhost:3000",
        "api.odeus.ai:443",
        "blob:https://a/b",
    ];
    assert_refused(&cases, "must start with https://");
}

#[test]
fn what_is_no_absolute_url_is_refused() {
    let cases = [
        "",
        " ",
        "api.odeus.ai",
        "/api",
        "//api.odeus.ai",
        "https://",
        "https://a b",
        "https://a:x",
    ];
    assert_refused(
        &cases,
        "must be an absolute URL such as https://api.odeus.ai",
    );
}

#[test]
fn user_info_is_refused_and_never_shown() {
    let cases = [
        "https://user@a",
        "https://user:secret@a",
        "https://:secret@a",
        "http://u@localhost",
    ];
    assert_refused(&cases, "must not have a user name or password");
    for text in cases {
        assert!(
            !parse(BaseSource::BaseUrl, text)
                .unwrap_err()
                .contains("secret")
        );
    }
}

#[test]
fn a_query_or_a_fragment_is_refused_be_it_empty() {
    let cases = [
        "https://a?",
        "https://a#",
        "https://a/?q=1",
        "https://a/b#c",
        "http://localhost?#",
    ];
    assert_refused(&cases, "must not have a query or a fragment");
}

#[test]
fn an_encoded_query_mark_is_part_of_the_path() {
    assert_bases(
        BaseSource::BaseUrl,
        &[("https://a/%3F%23", "https://a/%3F%23")],
    );
}
