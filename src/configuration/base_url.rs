//! The addresses to which a key may be sent.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::configuration::setting::{Origin, Setting};
use crate::errors::failure::Failure;
use crate::text::message::concat;

/// The path under which a dedicated deployment serves the API (the API's page).
const DEPLOYMENT_PATH: &str = "/api/public";

/// Where the base address comes from.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseSource {
    /// The option `baseUrl`.
    BaseUrl,
    /// The option `deploymentUrl`.
    DeploymentUrl,
    /// The variable `ODEUS_BASE_URL`, which takes the place of `baseUrl`.
    Environment,
}

impl BaseSource {
    /// The option that has the address, or whose place the variable takes.
    fn setting(self) -> Setting {
        match self {
            Self::BaseUrl | Self::Environment => Setting::BaseUrl,
            Self::DeploymentUrl => Setting::DeploymentUrl,
        }
    }

    fn fail(self, text: &str) -> Failure {
        let origin = match self {
            Self::BaseUrl | Self::DeploymentUrl => Origin::Option,
            Self::Environment => Origin::Environment,
        };
        self.setting().fail_from(origin, text)
    }
}

/// The parts of an address, as the runtime's `URL` names them.
#[derive(Clone, Debug, Default)]
pub struct UrlParts {
    /// The scheme with its colon.
    pub protocol: String,
    /// The host, with its port unless it is the scheme's default port.
    pub host: String,
    /// The host alone, in lower case: an IPv4 address as four decimal numbers, IPv6 in brackets.
    pub hostname: String,
    /// The path, at least "/".
    pub pathname: String,
    /// Whether the address has a user name or a password.
    pub has_user_info: bool,
    /// Whether the address has a query or a fragment, even an empty one.
    pub has_query_or_fragment: bool,
}

/// An address to which a key may be sent, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks a base address; `parts` is `None` if the runtime could not parse it. With `allow_http`
    /// every host may have an `http:` address.
    ///
    /// # Errors
    /// If others could read the key on its way, or if no request can be built on the address.
    pub fn parse(
        source: BaseSource,
        allow_http: bool,
        parts: Option<UrlParts>,
    ) -> Result<Self, Failure> {
        let problem = match &parts {
            None => Some(" must be an absolute URL such as https://api.odeus.ai."),
            Some(parts) => find_problem(parts, allow_http),
        };
        match (parts, problem) {
            (Some(parts), None) => Ok(Self::join(source, &parts)),
            (_, problem) => Err(source.fail(problem.unwrap_or_default())),
        }
    }

    fn join(source: BaseSource, parts: &UrlParts) -> Self {
        let mut path = parts.pathname.as_str();
        while let Some(shorter) = path.strip_suffix("/") {
            path = shorter;
        }
        let needs_path = source == BaseSource::DeploymentUrl && !path.ends_with(DEPLOYMENT_PATH);
        let deployment_path = if needs_path { DEPLOYMENT_PATH } else { "" };
        Self(concat(&[
            &parts.protocol,
            "//",
            &parts.host,
            path,
            deployment_path,
        ]))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn find_problem(parts: &UrlParts, allow_http: bool) -> Option<&'static str> {
    let is_http = parts.protocol == "http:";
    if is_http && !allow_http && !is_loopback(&parts.hostname) {
        Some(
            " must start with https://. With http:// others could read the key, so it is allowed only for localhost, 127.0.0.0/8 and [::1], or with `allowHttp: true` for a private test network.",
        )
    } else if !is_http && parts.protocol != "https:" {
        Some(" must start with https://.")
    } else if parts.has_user_info {
        Some(" must not have a user name or password in it.")
    } else if parts.has_query_or_fragment {
        Some(" must not have a query or a fragment (\"?\" or \"#\").")
    } else {
        None
    }
}

/// Whether a parsed host is this machine. A name such as `127.0.0.1.example` is another machine.
fn is_loopback(hostname: &str) -> bool {
    // `URL` writes an IPv4 address as four decimal numbers. No other host that it accepts has four.
    let mut numbers = 1;
    let mut is_ipv4 = hostname.starts_with("127.") && !hostname.ends_with('.');
    for byte in hostname.bytes() {
        match byte {
            b'.' => numbers += 1,
            _ => is_ipv4 = is_ipv4 && byte.is_ascii_digit(),
        }
    }
    matches!(hostname, "localhost" | "[::1]") || (is_ipv4 && numbers == 4)
}
