//! `retry-after` and `retry-after-ms`.

use odeus_integrations::retry_after::RetryAfter;

/// Sun, 06 Nov 1994 08:49:37 GMT, in milliseconds since 1970.
const NOW_MS: f64 = 784_111_777_000.0;
const LONGEST_MS: f64 = 2_147_483_647.0;

/// What is no number and no date.
const GARBAGE: [&str; 22] = [
    "",
    " ",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "1 ",
    " 1",
    "1s",
    "1, 2",
    "٣",
    "１",
    "\u{0}",
    "NaN",
    "Infinity",
    "soon",
    "1_000",
    "Sun, 06 Nov 1994",
    "1994-11-06T08:49:37Z",
    "null",
    "1\n",
];

fn seconds(value: &str) -> Option<f64> {
    let headers = RetryAfter {
        retry_after: Some(value),
        ..RetryAfter::default()
    };
    headers.wait_ms(NOW_MS)
}

fn milliseconds(value: &str) -> Option<f64> {
    let headers = RetryAfter {
        retry_after_ms: Some(value),
        ..RetryAfter::default()
    };
    headers.wait_ms(NOW_MS)
}

#[test]
fn no_header_says_no_wait() {
    assert_eq!(RetryAfter::default().wait_ms(NOW_MS), None);
    let date_only = RetryAfter {
        date: Some("Sun, 06 Nov 1994 08:49:37 GMT"),
        ..RetryAfter::default()
    };
    assert_eq!(date_only.wait_ms(NOW_MS), None);
}

#[test]
fn digits_are_seconds_or_milliseconds() {
    for (digits, number) in [
        ("0", 0.0),
        ("1", 1.0),
        ("9", 9.0),
        ("007", 7.0),
        ("120", 120.0),
        ("1234567", 1_234_567.0),
    ] {
        assert_eq!(seconds(digits), Some(number * 1_000.0));
        assert_eq!(milliseconds(digits), Some(number));
    }
}

#[test]
fn a_wait_is_at_most_2147483647_milliseconds() {
    for digits in [
        "2147484",
        "99999999999999999999",
        &"9".repeat(400),
        &"9".repeat(100_000),
    ] {
        assert_eq!(seconds(digits), Some(LONGEST_MS));
    }
    assert_eq!(seconds("2147483"), Some(2_147_483_000.0));
    assert_eq!(milliseconds("2147483647"), Some(LONGEST_MS));
    assert_eq!(milliseconds("2147483648"), Some(LONGEST_MS));
    assert_eq!(milliseconds(&"9".repeat(400)), Some(LONGEST_MS));
    let far = seconds("Fri, 31 Dec 9999 23:59:59 GMT");
    assert_eq!(far, Some(LONGEST_MS));
}

#[test]
fn garbage_counts_as_absent() {
    for value in GARBAGE {
        assert_eq!(seconds(value), None, "{value:?}");
        assert_eq!(milliseconds(value), None, "{value:?}");
    }
}

#[test]
fn milliseconds_are_never_a_date() {
    assert_eq!(milliseconds("Sun, 06 Nov 1994 08:49:38 GMT"), None);
}

#[test]
fn the_three_forms_of_a_date_are_measured_against_this_clock() {
    for date in [
        "Sun, 06 Nov 1994 08:49:47 GMT",
        "Sunday, 06-Nov-94 08:49:47 GMT",
        "Sun Nov  6 08:49:47 1994",
    ] {
        assert_eq!(seconds(date), Some(10_000.0), "{date}");
    }
}

#[test]
fn a_date_that_has_passed_is_no_wait() {
    for date in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:36 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT",
    ] {
        assert_eq!(seconds(date), Some(0.0), "{date}");
    }
}

#[test]
fn a_date_is_measured_against_the_servers_clock_if_the_answer_has_it() {
    for (date, expected) in [
        (Some("Sun, 06 Nov 1994 08:49:07 GMT"), 40_000.0),
        (Some("Sun Nov  6 08:49:57 1994"), 0.0),
        (Some("Sunday, 06-Nov-94 08:49:46 GMT"), 1_000.0),
        (Some("yesterday"), 10_000.0),
        (Some(""), 10_000.0),
        (None, 10_000.0),
    ] {
        let headers = RetryAfter {
            retry_after: Some("Sun, 06 Nov 1994 08:49:47 GMT"),
            retry_after_ms: None,
            date,
        };
        assert_eq!(headers.wait_ms(NOW_MS), Some(expected), "{date:?}");
    }
}

#[test]
fn digits_do_not_depend_on_any_clock() {
    let headers = RetryAfter {
        retry_after: Some("3"),
        retry_after_ms: None,
        date: Some("Sun, 06 Nov 1994 08:49:07 GMT"),
    };
    assert_eq!(headers.wait_ms(f64::NAN), Some(3_000.0));
}

#[test]
fn the_larger_of_milliseconds_and_seconds_is_the_floor() {
    for (retry_after_ms, retry_after, expected) in [
        ("1500", "2", Some(2_000.0)),
        ("2500", "2", Some(2_500.0)),
        ("0", "2", Some(2_000.0)),
        ("1.5", "2", Some(2_000.0)),
        ("", "2", Some(2_000.0)),
        ("10", "garbage", Some(10.0)),
        ("garbage", "garbage", None),
        ("-5", "Sun, 06 Nov 1994 08:49:47 GMT", Some(10_000.0)),
    ] {
        let headers = RetryAfter {
            retry_after: Some(retry_after),
            retry_after_ms: Some(retry_after_ms),
            date: None,
        };
        assert_eq!(headers.wait_ms(NOW_MS), expected, "{retry_after_ms}");
    }
}
