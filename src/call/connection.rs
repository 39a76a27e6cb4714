//! Why a connection failed, as far as the runtime tells it.
//!
//! Every runtime has its own words. An error code or a phrase in the message shows the reason.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::call::applied::Applied;
use crate::errors::code::Code;
use crate::errors::failure::Failure;
use crate::text::message::concat;

/// How `fetch` failed. The facade reports it.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchFault {
    /// `fetch` threw an error or rejected with one.
    Rejected,
    /// The function in the `fetch` option failed with a `TypeError` that has no cause.
    TypeErrorOfOption,
    /// `fetch` returned a value that is not a `Response`.
    NoResponse,
}

/// Why no answer came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No server listens at the address.
    Refused,
    /// The host name has no address.
    UnknownHost,
    /// The server refuses the certificate of the client, or the client has none.
    ClientCertificate,
    /// The certificate of the server does not verify.
    Certificate,
    /// The TLS handshake failed before a request was sent.
    Handshake,
    /// A proxy did not connect the client to the server.
    Proxy,
    /// No route leads to the host.
    Unreachable,
    /// The connection broke, or the runtime does not say why it failed.
    Lost,
    /// The function in the `fetch` option has a defect.
    Option,
    /// `fetch` returned a value that is not a `Response`.
    NoResponse,
}

/// The marks of each reason: parts of error codes or messages, in lower case, with `|` between them. A
/// list of strings would be larger.
///
/// The marks are whole phrases, because a single word may also be in the message of an error that came
/// after an answer. The unknown host comes first, because its message contains the host, and the name
/// of a host may contain "cert". The marks of "unreachable" occur only before a request is sent.
/// Without the word "connect" some of these errors can also occur later, while the answer is read.
/// Bun says "The TLS handshake failed" also after it sent the request, so this is not a mark. And
/// without "(connect)" Deno says "received corrupt message" also after it sent the request.
const MARKS: [(Reason, &str); 8] = [
    (
        Reason::UnknownHost,
        "enotfound|eai_again|dns error|failed to lookup address|dns lookup failed|\
         could not resolve|unable to resolve",
    ),
    // A peer sends an alert about the certificate that it got, so these alerts come from the server. Their
    // names contain "certificate", so they come before the marks of the server's certificate.
    (
        Reason::ClientCertificate,
        "alert certificate |alert_certificate_|alert bad certificate|alert_bad_certificate|\
         alert unsupported certificate|alert_unsupported_certificate|alert unknown ca|\
         alert_unknown_ca|alert access denied|alert_access_denied|\
         received fatal alert: certificate|received fatal alert: badcertificate|\
         received fatal alert: unsupportedcertificate|received fatal alert: unknownca|\
         received fatal alert: accessdenied",
    ),
    (
        Reason::Certificate,
        "cert_|_cert|err_tls_|peer certificate|peer's certificate|self-signed certificate|\
         self signed certificate|certificate has expired|unable_to_verify_leaf|\
         unable to verify the first certificate|unable_to_get_issuer|unable to get local issuer",
    ),
    (
        Reason::Handshake,
        "wrong version number|wrong_version_number|alert handshake failure|\
         alert_handshake_failure|alert protocol version|alert_protocol_version|\
         unsupported protocol|unsupported_protocol|before secure tls connection|\
         client error (connect): received corrupt message|received fatal alert: handshakefailure|\
         received fatal alert: protocolversion",
    ),
    // undici's `ProxyAgent`: "Proxy response (407) !== 200 when HTTP Tunneling".
    (Reason::Proxy, "when http tunneling"),
    (
        Reason::Refused,
        "econnrefused|connection refused|connectionrefused",
    ),
    (
        Reason::Unreachable,
        "connect ehostunreach|connect enetunreach|connect etimedout|tcp connect error|\
         und_err_connect_timeout|failedtoopensocket|bad port",
    ),
    // These words say only that the network failed. They tell such a failure from a defect of the
    // caller's `fetch`.
    (
        Reason::Lost,
        "fetch failed|failed to fetch|load failed|network|connection|socket|\
         error sending request|received corrupt message|handshake|econn|epipe|eproto|timed out|\
         timeout",
    ),
];

impl Reason {
    /// Judges a `fetch` that failed; `details` is what the runtime said. A mark in the details decides
    /// before the kind of the error does.
    #[must_use]
    pub fn judge(fault: FetchFault, details: &str) -> Self {
        match fault {
            FetchFault::Rejected => Self::find(details).unwrap_or(Self::Lost),
            FetchFault::TypeErrorOfOption => Self::find(details).unwrap_or(Self::Option),
            FetchFault::NoResponse => Self::NoResponse,
        }
    }

    /// Finds the reason in the error codes and messages of what `fetch` threw.
    ///
    /// Words with "://" are left out: some runtimes name the address, and `https://certs.example` does
    /// not mean that a certificate failed.
    fn find(details: &str) -> Option<Self> {
        let lower = details.to_ascii_lowercase();
        let mut text = Vec::new();
        for word in lower.as_bytes().split(|byte| *byte == b' ') {
            if !contains(word, b"://") {
                text.extend_from_slice(word);
                text.push(b' ');
            }
        }
        let has = |marks: &str| {
            let mut marks = marks.as_bytes().split(|byte| *byte == b'|');
            marks.any(|mark| contains(&text, mark))
        };
        MARKS
            .iter()
            .find(|(_, marks)| has(marks))
            .map(|(reason, _)| *reason)
    }

    /// Whether the update was made although no answer came.
    ///
    /// A server that refuses the certificate of the client does not handle the request. In TLS 1.3 the client
    /// may send the request before it gets the alert, but the server reads it only after it accepted the
    /// client's part of the handshake (RFC 8446, 4.4).
    #[must_use]
    pub fn applied(self) -> Applied {
        match self {
            Self::Refused
            | Self::UnknownHost
            | Self::ClientCertificate
            | Self::Certificate
            | Self::Handshake
            | Self::Proxy
            | Self::Unreachable => Applied::No,
            Self::Lost | Self::Option | Self::NoResponse => Applied::Unknown,
        }
    }

    /// The failure of a connection that failed for this reason; `details` is what the runtime said.
    #[must_use]
    pub fn describe(self, details: &str) -> Failure {
        let advice = match self {
            Self::Refused => {
                "the connection was refused. Does a server listen at this address? Check `baseUrl` \
                 and the proxy, if there is one"
            }
            Self::UnknownHost => "the host is unknown. Check `baseUrl` and the DNS",
            Self::ClientCertificate => {
                "the server asks for a client certificate, or refuses the one that it got. Pass a \
                 `fetch` that sends a certificate which the server accepts"
            }
            Self::Certificate => {
                "the server's certificate does not verify. Check `baseUrl`, the clock and the \
                 certificate authorities that this runtime trusts"
            }
            Self::Handshake => {
                "the TLS handshake failed. Does the server speak TLS at this address? Does it ask for \
                 a client certificate? Check `baseUrl`"
            }
            Self::Proxy => {
                "the proxy does not connect to the server. Check its address, its user and its \
                 password"
            }
            Self::Unreachable => "the host cannot be reached. Check the network and `baseUrl`",
            Self::Lost => "the connection failed or broke before an answer",
            Self::Option => {
                "the function in the `fetch` option threw a TypeError. Check the function"
            }
            Self::NoResponse => {
                "`fetch` returned a value that is not a Response. Check the function that the client \
                 calls as `fetch`"
            }
        };
        let details = match details {
            "" => String::new(),
            details => concat(&[" (", details, ")"]),
        };
        let text = ["No answer from the Odeus API: ", advice, &details, "."];
        Failure {
            retryable: true,
            ..Failure::new(Code::ConnectionFailed, &text)
        }
    }
}

/// Does what `str::contains` does. The standard library's search would be a tenth of the module's
/// size.
fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
