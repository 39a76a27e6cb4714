//! The wait that `retry-after` and `retry-after-ms` ask for.

use odeus_integrations::call::retry_after::RetryAfter;

/// Sun, 06 Nov 1994 08:49:37 GMT, in milliseconds since 1970.
const NOW_MS: f64 = 784_111_777_000.0;
const LONGEST_MS: f64 = 2_147_483_647.0;

/// Values that are neither a number nor a date.
const GARBAGE: [&str; 30] = [
    "",
    " ",
    "\t",
    " \t ",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "0x10",
    "1 2",
    "1\t2",
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
    "\r1",
    "1\u{b}",
    "\u{c}1",
    "1\u{a0}",
    "\u{3000}1",
    "\u{feff}1",
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
fn without_a_header_there_is_no_wait() {
    assert_eq!(RetryAfter::default().wait_ms(NOW_MS), None);
    let date_only = RetryAfter {
        date: Some("Sun, 06 Nov 1994 08:49:37 GMT"),
        ..RetryAfter::default()
    };
    assert_eq!(date_only.wait_ms(NOW_MS), None);
}

#[test]
fn digits_are_seconds_in_retry_after_and_milliseconds_in_retry_after_ms() {
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
fn spaces_and_tabs_around_a_value_are_ignored() {
    for value in [" 7", "7 ", "\t7", "7\t", "  7  ", " \t 7 \t "] {
        assert_eq!(seconds(value), Some(7_000.0), "{value:?}");
        assert_eq!(milliseconds(value), Some(7.0), "{value:?}");
    }
    for (before, after) in [(" ", ""), ("", " "), ("\t", ""), ("", "\t"), (" \t", "\t ")] {
        for date in [
            "Sun, 06 Nov 1994 08:49:47 GMT",
            "Sunday, 06-Nov-94 08:49:47 GMT",
            "Sun Nov  6 08:49:47 1994",
        ] {
            let value = format!("{before}{date}{after}");
            assert_eq!(seconds(&value), Some(10_000.0), "{value:?}");
            let headers = RetryAfter {
                retry_after: Some("Sun, 06 Nov 1994 08:50:00 GMT"),
                retry_after_ms: None,
                date: Some(&value),
            };
            assert_eq!(headers.wait_ms(NOW_MS), Some(13_000.0), "{value:?}");
        }
    }
}

#[test]
fn other_white_space_around_a_date_makes_it_invalid() {
    for space in [
        "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{3000}", "\u{feff}", "\0",
    ] {
        for date in [
            "Sun, 06 Nov 1994 08:49:47 GMT",
            "Sunday, 06-Nov-94 08:49:47 GMT",
            "Sun Nov  6 08:49:47 1994",
        ] {
            for value in [format!("{space}{date}"), format!("{date}{space}")] {
                assert_eq!(seconds(&value), None, "{value:?}");
                let headers = RetryAfter {
                    retry_after: Some("Sun, 06 Nov 1994 08:49:50 GMT"),
                    retry_after_ms: None,
                    date: Some(&value),
                };
                assert_eq!(headers.wait_ms(NOW_MS), Some(13_000.0), "{value:?}");
            }
        }
    }
}

#[test]
fn a_longer_wait_is_cut_to_2147483647_milliseconds() {
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
fn a_value_that_is_neither_a_number_nor_a_date_counts_as_absent() {
    for value in GARBAGE {
        assert_eq!(seconds(value), None, "{value:?}");
        assert_eq!(milliseconds(value), None, "{value:?}");
    }
}

#[test]
fn retry_after_ms_is_never_read_as_a_date() {
    assert_eq!(milliseconds("Sun, 06 Nov 1994 08:49:38 GMT"), None);
}

#[test]
fn each_form_of_a_date_is_compared_with_this_clock() {
    for date in [
        "Sun, 06 Nov 1994 08:49:47 GMT",
        "Sunday, 06-Nov-94 08:49:47 GMT",
        "Sun Nov  6 08:49:47 1994",
    ] {
        assert_eq!(seconds(date), Some(10_000.0), "{date}");
    }
}

#[test]
fn a_date_in_the_past_means_a_wait_of_zero() {
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
fn a_date_is_compared_with_the_date_header_if_that_is_valid() {
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
fn a_number_of_seconds_does_not_depend_on_any_clock() {
    let headers = RetryAfter {
        retry_after: Some("3"),
        retry_after_ms: None,
        date: Some("Sun, 06 Nov 1994 08:49:07 GMT"),
    };
    assert_eq!(headers.wait_ms(f64::NAN), Some(3_000.0));
}

#[test]
fn the_longer_of_the_two_waits_counts() {
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
