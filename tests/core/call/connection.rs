//! Why a connection failed, in the words of every runtime.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::connection::{FetchFault, Reason};
use odeus_integrations::errors::code::Code;

/// What Node (undici), Deno (hyper, rustls), Bun and workerd say, and what it means.
const WORDS: [(&str, Reason); 44] = [
    // Node
    ("connect ECONNREFUSED 127.0.0.1:9", Reason::Refused),
    ("ECONNREFUSED: ", Reason::Refused),
    (
        "getaddrinfo ENOTFOUND api.odeus.invalid",
        Reason::UnknownHost,
    ),
    ("getaddrinfo EAI_AGAIN api.odeus.ai", Reason::UnknownHost),
    (
        "getaddrinfo ENOTFOUND certs.refused.example",
        Reason::UnknownHost,
    ),
    (
        "DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate",
        Reason::Certificate,
    ),
    (
        "CERT_HAS_EXPIRED: certificate has expired",
        Reason::Certificate,
    ),
    (
        "ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames: Host: refused.example. is not in the cert's altnames: DNS:a.example",
        Reason::Certificate,
    ),
    (
        "ERR_TLS_HANDSHAKE_TIMEOUT: TLS handshake timeout",
        Reason::Certificate,
    ),
    (
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE: unable to verify the first certificate",
        Reason::Certificate,
    ),
    ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", Reason::Certificate),
    (
        "unable to verify the first certificate",
        Reason::Certificate,
    ),
    (
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unable to get local issuer certificate",
        Reason::Certificate,
    ),
    (
        "UND_ERR_CONNECT_TIMEOUT: Connect Timeout Error (attempted address: a.example:443, timeout: 10000ms)",
        Reason::Unreachable,
    ),
    ("connect EHOSTUNREACH 10.0.0.1:443", Reason::Unreachable),
    ("connect ENETUNREACH 2001:db8::1:443", Reason::Unreachable),
    ("connect ETIMEDOUT 10.0.0.1:443", Reason::Unreachable),
    ("bad port", Reason::Unreachable),
    ("read ECONNRESET", Reason::Lost),
    ("read EHOSTUNREACH", Reason::Lost),
    ("write ENETUNREACH", Reason::Lost),
    ("read ETIMEDOUT", Reason::Lost),
    ("UND_ERR_SOCKET: other side closed", Reason::Lost),
    (
        "UND_ERR_HEADERS_TIMEOUT: Headers Timeout Error",
        Reason::Lost,
    ),
    ("fetch failed", Reason::Lost),
    // Deno
    (
        "error sending request for url (http://127.0.0.1:9/): client error (Connect): tcp connect error: Connection refused (os error 111)",
        Reason::Refused,
    ),
    (
        "error sending request for url (https://a.invalid/): client error (Connect): dns error: failed to lookup address information: Name or service not known",
        Reason::UnknownHost,
    ),
    (
        "failed to lookup address information: Temporary failure in name resolution",
        Reason::UnknownHost,
    ),
    (
        "error sending request for url (https://a.example/): client error (Connect): invalid peer certificate: UnknownIssuer",
        Reason::Certificate,
    ),
    (
        "error sending request for url (https://a.example/): client error (Connect): tcp connect error: No route to host (os error 113)",
        Reason::Unreachable,
    ),
    (
        "error sending request from 127.0.0.1:50472 for https://certs.refused.example/ (127.0.0.1:4444): client error (SendRequest): connection error: Connection reset by peer (os error 104)",
        Reason::Lost,
    ),
    (
        "error sending request for url (https://enotfound.example/): client error (SendRequest)",
        Reason::Lost,
    ),
    // Bun
    (
        "ConnectionRefused: Unable to connect. Is the computer able to access the url?",
        Reason::Refused,
    ),
    (
        "FailedToOpenSocket: Was there a typo in the url or port?",
        Reason::Unreachable,
    ),
    (
        "ECONNRESET: The socket connection was closed unexpectedly.",
        Reason::Lost,
    ),
    ("could not resolve host", Reason::UnknownHost),
    ("Unable to resolve host", Reason::UnknownHost),
    // workerd
    ("DNS lookup failed.", Reason::UnknownHost),
    ("connect(): Connection refused", Reason::Refused),
    (
        "TLS peer's certificate is not trusted; reason = self signed certificate",
        Reason::Certificate,
    ),
    ("Network connection lost.", Reason::Lost),
    // After an answer: a single word proves nothing.
    ("Response rejected: uncertain content", Reason::Lost),
    ("body read refused by policy", Reason::Lost),
    ("", Reason::Lost),
];

fn find(details: &str) -> Reason {
    Reason::judge(FetchFault::Rejected, details)
}

#[test]
fn every_runtimes_words_are_understood_in_any_case() {
    for (details, expected) in WORDS {
        assert_eq!(find(details), expected, "{details}");
        assert_eq!(find(&details.to_uppercase()), expected, "{details}");
    }
}

#[test]
fn a_word_with_an_address_in_it_says_nothing() {
    for address in [
        "https://certs.example",
        "(http://refused.example/enotfound):",
        "x://bad",
    ] {
        for details in [address.to_owned(), format!("socket closed {address} early")] {
            assert_eq!(find(&details), Reason::Lost, "{details}");
        }
        let details = format!("{address} Connection refused");
        assert_eq!(find(&details), Reason::Refused, "{details}");
    }
}

#[test]
fn a_tls_handshake_that_failed_is_told_from_a_lost_connection() {
    for details in [
        "ERR_SSL_WRONG_VERSION_NUMBER: 0080: error:0A00010B:SSL routines:ssl3_get_record:wrong version number",
        "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: ssl3_read_bytes:sslv3 alert handshake failure",
        "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tlsv1 alert protocol version",
        "ERR_SSL_UNSUPPORTED_PROTOCOL: tls_process_server_hello:unsupported protocol",
        "ECONNRESET: Client network socket disconnected before secure TLS connection was established",
        "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE: ssl3_read_bytes:ssl/tls alert handshake failure",
        "error sending request for url (https://a.example/): client error (Connect): received corrupt message of type InvalidContentType",
        "received fatal alert: HandshakeFailure",
        "received fatal alert: ProtocolVersion",
    ] {
        assert_eq!(find(details), Reason::Handshake, "{details}");
    }
}

#[test]
fn a_proxy_that_does_not_connect_is_told_from_a_lost_connection() {
    let details = "UND_ERR_ABORTED: Proxy response (407) !== 200 when HTTP Tunneling";
    assert_eq!(find(details), Reason::Proxy);
}

#[test]
fn a_refused_client_certificate_is_told_from_a_certificate_that_does_not_verify() {
    for details in [
        "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: ssl3_read_bytes:tlsv13 alert certificate required:SSL alert number 116",
        "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: ssl3_read_bytes:tlsv1 alert unknown ca",
        "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE",
        "ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE: ssl3_read_bytes:ssl/tls alert bad certificate",
        "sslv3 alert unsupported certificate",
        "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE",
        "sslv3 alert certificate revoked",
        "SSLV3_ALERT_CERTIFICATE_EXPIRED",
        "sslv3 alert certificate unknown",
        "tlsv1 alert access denied",
        "TLSV1_ALERT_ACCESS_DENIED",
        "TLSV1_ALERT_UNKNOWN_CA",
        "received fatal alert: CertificateRequired",
        "received fatal alert: CertificateExpired",
        "received fatal alert: BadCertificate",
        "received fatal alert: UnsupportedCertificate",
        "received fatal alert: UnknownCA",
        "received fatal alert: AccessDenied",
    ] {
        assert_eq!(find(details), Reason::ClientCertificate, "{details}");
    }
}

/// Bun and Deno say this before and after they sent the request.
#[test]
fn words_that_also_come_after_the_request_are_no_failed_handshake() {
    for details in [
        "EPROTO: The TLS handshake failed. Does the server speak TLS on this port?",
        "received corrupt message of type InvalidContentType",
        "cannot decrypt peer's message",
    ] {
        assert_eq!(find(details), Reason::Lost, "{details}");
    }
}

#[test]
fn a_type_error_of_the_callers_fetch_is_a_defect_of_it_unless_its_words_say_otherwise() {
    let judge = |details| Reason::judge(FetchFault::TypeErrorOfOption, details);
    for details in [
        "x is not a function",
        "Cannot read properties of null (reading 'x')",
        "Failed to parse URL from http://network.example/fetch-failed",
        "",
    ] {
        assert_eq!(judge(details), Reason::Option, "{details}");
        assert_eq!(find(details), Reason::Lost, "{details}");
    }
    for (details, expected) in WORDS {
        if expected != Reason::Lost {
            assert_eq!(judge(details), expected, "{details}");
        }
    }
    for details in [
        "fetch failed",
        "Failed to fetch",
        "Load failed",
        "Network request failed",
        "NetworkError when attempting to fetch resource.",
        "error sending request for url (https://a.example/)",
        "ECONNRESET: read",
        "write EPIPE",
        "EPROTO: The TLS handshake failed.",
        "received corrupt message of type InvalidContentType",
        "UND_ERR_SOCKET: other side closed",
        "The operation timed out.",
        "Headers Timeout Error",
    ] {
        assert_eq!(judge(details), Reason::Lost, "{details}");
    }
}

#[test]
fn a_fetch_that_returns_no_response_is_named_whatever_the_details_are() {
    for details in ["", "connection refused"] {
        let reason = Reason::judge(FetchFault::NoResponse, details);
        assert_eq!(reason, Reason::NoResponse, "{details}");
    }
}

#[test]
fn only_a_connection_that_cannot_carry_the_request_did_not_make_the_update() {
    for reason in [Reason::Lost, Reason::Option, Reason::NoResponse] {
        assert_eq!(reason.applied(), Applied::Unknown, "{reason:?}");
    }
    for reason in [
        Reason::ClientCertificate,
        Reason::Refused,
        Reason::UnknownHost,
        Reason::Certificate,
        Reason::Handshake,
        Reason::Proxy,
        Reason::Unreachable,
    ] {
        assert_eq!(reason.applied(), Applied::No, "{reason:?}");
    }
}

#[test]
fn a_failed_connection_is_described_with_what_the_runtime_said() {
    for (reason, part) in [
        (
            Reason::Refused,
            "refused. Does a server listen at this address? Check `baseUrl`",
        ),
        (
            Reason::UnknownHost,
            "the host is unknown. Check `baseUrl` and the DNS",
        ),
        (
            Reason::Certificate,
            "certificate does not verify. Check `baseUrl`, the clock",
        ),
        (
            Reason::Handshake,
            "the TLS handshake failed. Does the server speak TLS",
        ),
        (
            Reason::Proxy,
            "the proxy does not connect to the server. Check its address, its user and its password",
        ),
        (
            Reason::ClientCertificate,
            "the server asks for a client certificate, or refuses the one that it got. Pass a `fetch`",
        ),
        (
            Reason::Option,
            "the function in the `fetch` option threw a TypeError. Check the function",
        ),
        (
            Reason::NoResponse,
            "`fetch` returned a value that is not a Response. Check the function",
        ),
        (
            Reason::Unreachable,
            "cannot be reached. Check the network and `baseUrl`",
        ),
        (
            Reason::Lost,
            "the connection failed or broke before an answer",
        ),
    ] {
        let failure = reason.describe("read ECONNRESET");
        assert_eq!(failure.code, Code::ConnectionFailed);
        assert!(failure.retryable);
        assert!(
            failure
                .message
                .starts_with("No answer from the Odeus API: ")
        );
        assert!(failure.message.contains(part), "{}", failure.message);
        assert!(
            failure.message.ends_with(" (read ECONNRESET)."),
            "{}",
            failure.message
        );
    }
}

#[test]
fn a_runtime_that_says_nothing_leaves_no_brackets() {
    let expected = "No answer from the Odeus API: the connection failed or broke before an answer.";
    assert_eq!(Reason::Lost.describe("").message, expected);
}
