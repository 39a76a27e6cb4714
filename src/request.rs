//! The request: its method, path and headers (the package's contract, section "The request").

/// The method; fetch wants it in upper case.
pub const METHOD: &str = "PATCH";

/// What stands between the base URL and the integration's id.
pub const PATH: &str = "/integrations/v1/";

/// What stands before the key in the `authorization` header.
pub const AUTHORIZATION_SCHEME: &str = "Bearer ";

/// The headers that every request has beside `authorization`, before the caller's own.
pub const HEADERS: [(&str, &str); 3] = [
    ("content-type", "application/json"),
    ("accept", "application/json"),
    (
        "user-agent",
        concat!("odeus-integrations/", env!("CARGO_PKG_VERSION")),
    ),
];

/// Redirects are answers: followed, they would carry the key to another server.
pub const REDIRECT: &str = "manual";
