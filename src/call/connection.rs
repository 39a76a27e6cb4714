//! Why a connection failed, as far as the runtime tells it.
//!
//! Every runtime has its own words. An error code or a phrase in the message shows the reason.

use crate::call::applied::Applied;
use crate::errors::code::Code;
use crate::errors::failure::Failure;
use crate::text::message::concat;

/// Why a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No server listens at the address.
    Refused,
    /// The host name has no address.
    UnknownHost,
    /// The certificate of the server does not verify.
    Certificate,
    /// The TLS handshake failed before a request was sent.
    Handshake,
    /// No route leads to the host.
    Unreachable,
    /// The connection broke, or the runtime does not say why it failed.
    Lost,
}

/// The marks of each reason: parts of error codes or messages, in lower case.
///
/// The marks are whole phrases, because a single word may also be in the message of an error that came
/// after an answer. The unknown host comes first, because its message contains the host, and the name
/// of a host may contain "cert". The marks of "unreachable" occur only before a request is sent.
/// Without the word "connect" some of these errors can also occur later, while the answer is read.
const MARKS: [(Reason, &[&str]); 5] = [
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
        Reason::Handshake,
        &[
            "wrong version number",
            "wrong_version_number",
            "alert handshake failure",
            "alert_handshake_failure",
            "alert protocol version",
            "alert_protocol_version",
            "unsupported protocol",
            "unsupported_protocol",
            "before secure tls connection",
            "received corrupt message of type invalidcontenttype",
            "received fatal alert: handshakefailure",
            "received fatal alert: protocolversion",
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
    /// Finds the reason in the error codes and messages of what `fetch` threw.
    ///
    /// Words with "://" are left out: some runtimes name the address, and `https://certs.example` does
    /// not mean that a certificate failed.
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

    /// Whether the update was made although no answer came.
    #[must_use]
    pub fn applied(self) -> Applied {
        match self {
            Self::Refused
            | Self::UnknownHost
            | Self::Certificate
            | Self::Handshake
            | Self::Unreachable => Applied::No,
            Self::Lost => Applied::Unknown,
        }
    }

    /// The failure of a connection that failed for this reason; `details` is what the runtime said.
    #[must_use]
    pub fn describe(self, details: &str) -> Failure {
        let advice = match self {
            Self::Refused => {
                "the connection was refused. Does a server listen at this address? Check `baseUrl`"
            }
            Self::UnknownHost => "the host is unknown. Check `baseUrl` and the DNS",
            Self::Certificate => {
                "the server's certificate does not verify. Check `baseUrl`, the clock and the \
                 certificate authorities that this runtime trusts"
            }
            Self::Handshake => {
                "the TLS handshake failed. Does the server speak TLS at this address? Check `baseUrl`"
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
            ..Failure::new(Code::ConnectionFailed, &text)
        }
    }
}

/// Does what `str::contains` does. The standard library's search would be a tenth of the module's
/// size.
fn contains(text: &[u8], part: &str) -> bool {
    text.windows(part.len())
        .any(|window| window == part.as_bytes())
}
