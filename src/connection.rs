//! Why a connection failed, as far as the runtime tells it.
//!
//! Every runtime has its own words; what they share is an error code or a phrase in the message.

use crate::error::Failure;
use crate::message::concat;

/// The reason of a failed connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing listens there.
    Refused,
    /// The name has no address.
    UnknownHost,
    /// The server's certificate does not verify.
    Certificate,
    /// No route leads there.
    Unreachable,
    /// It was lost on the way, or the runtime does not say.
    Lost,
}

/// What marks a reason: part of an error code or of a message, in lower case. Whole phrases of the
/// runtimes: a single word may stand in the message of an error that came after an answer.
/// The unknown host comes first, since its message names the host, in which may stand "cert".
/// Unreachable is only what failed to connect: reading may fail so too, after the request was sent.
const MARKS: [(Reason, &[&str]); 4] = [
    (
        Reason::UnknownHost,
        &[
            "enotfound",
            "eai_again",
            "dns error",
            "failed to lookup address",
            "dns lookup failed",
            "could not resolve",
            "unable to resolve",
        ],
    ),
    (
        Reason::Certificate,
        &[
            "cert_",
            "_cert",
            "err_tls_",
            "peer certificate",
            "peer's certificate",
            "self-signed certificate",
            "self signed certificate",
            "certificate has expired",
            "unable_to_verify_leaf",
            "unable to verify the first certificate",
            "unable_to_get_issuer",
            "unable to get local issuer",
        ],
    ),
    (
        Reason::Refused,
        &["econnrefused", "connection refused", "connectionrefused"],
    ),
    (
        Reason::Unreachable,
        &[
            "connect ehostunreach",
            "connect enetunreach",
            "connect etimedout",
            "tcp connect error",
            "und_err_connect_timeout",
            "failedtoopensocket",
            "bad port",
        ],
    ),
];

impl Reason {
    /// Finds the reason in the error codes and messages of what `fetch` threw, but not in the
    /// addresses that some runtimes name there: `https://certs.example` is no certificate.
    #[must_use]
    pub fn find(details: &str) -> Self {
        let lower = details.to_ascii_lowercase();
        let mut text = Vec::new();
        for word in lower.as_bytes().split(|byte| *byte == b' ') {
            if !contains(word, "://") {
                text.extend_from_slice(word);
                text.push(b' ');
            }
        }
        let has = |marks: &[&str]| marks.iter().any(|mark| contains(&text, mark));
        MARKS
            .iter()
            .find(|(_, marks)| has(marks))
            .map_or(Self::Lost, |(reason, _)| *reason)
    }

    /// Whether the request may have reached the API all the same.
    #[must_use]
    pub fn may_have_arrived(self) -> bool {
        self == Self::Lost
    }

    /// The failure that it is; `details` is what the runtime said.
    #[must_use]
    pub fn describe(self, details: &str) -> Failure {
        let advice = match self {
            Self::Refused => {
                "the connection was refused. Does a server listen there? Check `baseUrl`"
            }
            Self::UnknownHost => "the host is unknown. Check `baseUrl` and the DNS",
            Self::Certificate => {
                "the server's certificate does not verify. Check `baseUrl`, the clock and the \
                 certificate authorities that this runtime trusts"
            }
            Self::Unreachable => "the host cannot be reached. Check the network and `baseUrl`",
            Self::Lost => "the connection failed or broke before an answer",
        };
        let details = match details {
            "" => String::new(),
            details => concat(" (", &[details, ")"]),
        };
        let text = concat("No answer from the Odeus API: ", &[advice, &details, "."]);
        Failure {
            retryable: true,
            ..Failure::new("connection_failed", &text)
        }
    }
}

/// `str::contains`, whose searcher for long texts would be a tenth of the module.
fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len())
        .any(|window| window == part.as_bytes())
}
