//! HTTP dates: the three forms are read, and every other text is refused.

use odeus_integrations::call::date::parse_http_date;

/// 2026-01-01T00:00:00Z.
const NOW_MS: f64 = 1_767_225_600_000.0;

fn parse(text: &str) -> Option<f64> {
    parse_http_date(text.as_bytes(), NOW_MS)
}

/// Returns what the crate `httpdate` reads, in milliseconds since 1970.
fn expected(imf_fixdate: &str) -> Option<f64> {
    let time = httpdate::parse_http_date(imf_fixdate).ok()?;
    let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(since.as_secs_f64() * 1_000.0)
}

#[test]
fn the_example_of_the_rfc_is_read_in_all_three_forms() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        assert_eq!(parse(text), Some(784_111_777_000.0), "{text}");
    }
}

#[test]
fn dates_from_1970_to_9999_are_read_as_httpdate_reads_them() {
    for text in [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:01 GMT",
        "Thu, 31 Dec 1970 23:59:59 GMT",
        "Tue, 29 Feb 2000 12:00:00 GMT",
        "Wed, 01 Mar 2000 00:00:00 GMT",
        "Thu, 29 Feb 2024 23:59:59 GMT",
        "Sun, 28 Feb 2100 00:00:00 GMT",
        "Mon, 01 Mar 2100 00:00:00 GMT",
        "Tue, 19 Jan 2038 03:14:08 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        assert!(expected(text).is_some(), "{text}");
        assert_eq!(parse(text), expected(text), "{text}");
    }
}

#[test]
fn years_from_0_to_1969_are_read() {
    for (text, ms) in [
        ("Wed, 31 Dec 1969 23:59:59 GMT", -1_000.0),
        ("Mon, 01 Jan 1900 00:00:00 GMT", -2_208_988_800_000.0),
        ("Sat, 01 Jan 0000 00:00:00 GMT", -62_167_219_200_000.0),
        ("Tue, 29 Feb 0000 00:00:00 GMT", -62_162_121_600_000.0),
    ] {
        assert_eq!(parse(text), Some(ms), "{text}");
    }
}

#[test]
fn a_day_is_accepted_if_its_month_has_it() {
    let months = [
        ("Jan", 31),
        ("Feb", 28),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];
    for (month, last) in months {
        for day in 0..=32 {
            let is_day = (1..=last).contains(&day);
            let imf_fixdate = format!("Sun, {day:02} {month} 2023 00:00:00 GMT");
            let rfc_850 = format!("Sunday, {day:02}-{month}-23 00:00:00 GMT");
            let asctime = format!("Sun {month} {day:2} 00:00:00 2023");
            for text in [imf_fixdate, rfc_850, asctime] {
                assert_eq!(parse(&text).is_some(), is_day, "{text}");
            }
        }
    }
}

#[test]
fn the_29th_of_february_is_accepted_in_leap_years_only() {
    for (year, is_leap) in [
        (2023, false),
        (2024, true),
        (2025, false),
        (2026, false),
        (2000, true),
        (1900, false),
        (2100, false),
        (2200, false),
        (2400, true),
        (1996, true),
        (4, true),
        (100, false),
    ] {
        let text = format!("Sun, 29 Feb {year:04} 00:00:00 GMT");
        assert_eq!(parse(&text).is_some(), is_leap, "{text}");
    }
}

#[test]
fn the_last_time_of_a_day_is_23_59_60_and_equals_the_next_midnight() {
    for (time, seconds) in [
        ("00:00:00", Some(0.0)),
        ("00:00:59", Some(59.0)),
        ("00:59:00", Some(3_540.0)),
        ("23:00:00", Some(82_800.0)),
        ("23:59:59", Some(86_399.0)),
        ("23:59:60", Some(86_400.0)),
        ("23:59:61", None),
        ("23:60:00", None),
        ("24:00:00", None),
        ("1:02:03", None),
        ("01:2:03", None),
        ("01:02:3", None),
        ("01:02", None),
        ("01:02:", None),
        ("01:02:03:04", None),
        ("01:02:03:", None),
        ("01:02:03.5", None),
        ("-1:02:03", None),
        ("+1:02:03", None),
        ("01-02-03", None),
        ("", None),
    ] {
        let text = format!("Thu, 01 Jan 1970 {time} GMT");
        let expected = seconds.map(|seconds| seconds * 1_000.0);
        assert_eq!(parse(&text), expected, "{text}");
    }
}

#[test]
fn a_weekday_has_its_long_name_in_the_rfc_850_form_and_its_short_name_in_the_others() {
    let names = [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];
    for long in names {
        let short = &long[..3];
        assert!(parse(&format!("{short}, 06 Nov 1994 08:49:37 GMT")).is_some());
        assert!(parse(&format!("{short} Nov  6 08:49:37 1994")).is_some());
        assert!(parse(&format!("{long}, 06-Nov-94 08:49:37 GMT")).is_some());
        assert_eq!(parse(&format!("{long}, 06 Nov 1994 08:49:37 GMT")), None);
        assert_eq!(parse(&format!("{long} Nov  6 08:49:37 1994")), None);
        assert_eq!(parse(&format!("{short}, 06-Nov-94 08:49:37 GMT")), None);
    }
    for name in ["sun", "SUN", "Son", "Su", "", "Sund", "nda", "Sún"] {
        assert_eq!(parse(&format!("{name}, 06 Nov 1994 08:49:37 GMT")), None);
        assert_eq!(parse(&format!("{name} Nov  6 08:49:37 1994")), None);
        assert_eq!(parse(&format!("{name}, 06-Nov-94 08:49:37 GMT")), None);
    }
}

#[test]
fn a_weekday_is_not_compared_with_the_date() {
    for text in [
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Mon Nov  6 08:49:37 1994",
    ] {
        assert_eq!(parse(text), Some(784_111_777_000.0), "{text}");
    }
}

#[test]
fn white_space_around_a_date_is_refused() {
    for space in [" ", "\t", "\n", "\r\n", "\u{b}", "\u{c}", "\u{a0}"] {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(&format!("{space}{text}")), None, "{space:?} {text}");
            assert_eq!(parse(&format!("{text}{space}")), None, "{text} {space:?}");
        }
    }
}

#[test]
fn a_text_that_is_not_exactly_one_of_the_forms_is_refused() {
    for text in [
        "",
        " ",
        "0",
        "GMT",
        ",",
        "Sun",
        "Sun,",
        "Sun, ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun,06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 006 Nov 1994 08:49:37 GMT",
        "Sun, 06  Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov  1994 08:49:37 GMT",
        "Sun, 06 Nov 1994  08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37  GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov 11994 08:49:37 GMT",
        "Sun, 06 Nov -994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 November 1994 08:49:37 GMT",
        "Sun, 06 11 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, 06 Nov 1994 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun; 06 Nov 1994 08:49:37 GMT",
        "Sun, 06-Nov-1994 08:49:37 GMT",
        "Sun, ０６ Nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 94 08:49:37 GMT",
        "Sunday, 6-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 06-Nov-9 08:49:37 GMT",
        "Sunday, 06-Nov 08:49:37 GMT",
        "Sunday, 06-Nov-94-01 08:49:37 GMT",
        "Sunday, 006-Nov-94 08:49:37 GMT",
        "Sunday,06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37",
        "Sunday, 06-nov-94 08:49:37 GMT",
        "Sunday 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-94  08:49:37 GMT",
        "Sunday, 06-Nov-94x08:49:37 GMT",
        "Sunday, 06-Nov-94-08:49:37 GMT",
        "Sunday, 06-Nov-94\t08:49:37 GMT",
        "Sunday, 06-Nov-+4 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov  6x08:49:37 1994",
        "Sun Nov  6 08:49:37x1994",
        "Sun Nov  6 08:49:37 94",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sun Nov   6 08:49:37 1994",
        "Sun, Nov  6 08:49:37 1994",
        "Sun  Nov  6 08:49:37 1994",
        "Sun Nov  6  08:49:37 1994",
        "Sun Nov  6 08:49:37  1994",
        "Sun Nov  6 08:49:37",
        "Sun Nov  6 1994",
        "Sun Nov 00 08:49:37 1994",
        "Sun Nov  0 08:49:37 1994",
        "Sun Nov    08:49:37 1994",
        "Sun Nov é 08:49:37 1994",
        "Sun Nov 😀 08:49:37 1994",
        "Sun Nov 116 08:49:37 1994",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
}

#[test]
fn the_asctime_form_has_a_day_of_two_digits_or_of_a_space_and_one_digit() {
    for (day, imf_fixdate) in [
        (" 6", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("06", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("16", "Wed, 16 Nov 1994 08:49:37 GMT"),
    ] {
        let text = format!("{} Nov {day} 08:49:37 1994", &imf_fixdate[..3]);
        assert_eq!(parse(&text), expected(imf_fixdate), "{text}");
    }
}
