//! Why a connection failed, in the words of every runtime.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::connection::Reason;
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

#[test]
fn every_runtimes_words_are_understood_in_any_case() {
    for (details, expected) in WORDS {
        assert_eq!(Reason::find(details), expected, "{details}");
        assert_eq!(Reason::find(&details.to_uppercase()), expected, "{details}");
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
            assert_eq!(Reason::find(&details), Reason::Lost, "{details}");
        }
        let details = format!("{address} Connection refused");
        assert_eq!(Reason::find(&details), Reason::Refused, "{details}");
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
        "received corrupt message of type InvalidContentType",
        "received fatal alert: HandshakeFailure",
        "received fatal alert: ProtocolVersion",
    ] {
        assert_eq!(Reason::find(details), Reason::Handshake, "{details}");
    }
}

#[test]
fn only_a_lost_connection_may_have_made_the_update() {
    assert_eq!(Reason::Lost.applied(), Applied::Unknown);
    for reason in [
        Reason::Refused,
        Reason::UnknownHost,
        Reason::Certificate,
        Reason::Handshake,
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
