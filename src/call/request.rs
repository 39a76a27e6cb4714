//! The method, the path and the headers of the request (the package's contract, section "The request").

/// The method. `fetch` needs it in upper case.
pub const METHOD: &str = "PATCH";

/// The text between the base URL and the integration's id.
pub const PATH: &str = "/integrations/v1/";

/// The text before the key in the `authorization` header.
pub const AUTHORIZATION_SCHEME: &str = "Bearer ";

/// The headers of every request, without `authorization` and without the caller's own.
pub const HEADERS: [(&str, &str); 3] = [
    ("content-type", "application/json"),
    ("accept", "application/json"),
    (
        "user-agent",
        concat!("odeus-integrations/", env!("CARGO_PKG_VERSION")),
    ),
];

/// `fetch` must not follow a redirect, because it would send the key to another server.
pub const REDIRECT: &str = "manual";
