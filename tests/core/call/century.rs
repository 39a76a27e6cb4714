//! The century of a date in the RFC 850 form, whose year has two digits.

use odeus_integrations::call::date::parse_http_date;

const MS_A_DAY: f64 = 86_400_000.0;
/// 2026-01-01T00:00:00Z.
const NOW_MS: f64 = 1_767_225_600_000.0;

fn midnight(year: u16) -> f64 {
    parse_http_date(
        format!("Thu, 01 Jan {year:04} 00:00:00 GMT").as_bytes(),
        NOW_MS,
    )
    .unwrap()
}

fn of_two_digits(date: &str, now_ms: f64) -> Option<f64> {
    parse_http_date(format!("Thursday, {date} 00:00:00 GMT").as_bytes(), now_ms)
}

#[test]
fn a_date_more_than_50_years_ahead_belongs_to_the_century_before() {
    for (year, expected) in [
        (26, 2026),
        (27, 2027),
        (75, 2075),
        (77, 1977),
        (94, 1994),
        (99, 1999),
        (0, 2000),
        (25, 2025),
    ] {
        let found = of_two_digits(&format!("01-Jan-{year:02}"), NOW_MS);
        assert_eq!(found, Some(midnight(expected)), "{year}");
    }
}

#[test]
fn the_limit_is_50_years_to_the_millisecond() {
    let fifty_years = 36_524.25 / 2.0 * MS_A_DAY;
    let date = midnight(2070);
    let at = of_two_digits("01-Jan-70", date - fifty_years);
    assert_eq!(at, Some(date));
    let before = of_two_digits("01-Jan-70", date - fifty_years - 1.0);
    assert_eq!(before, Some(midnight(1970)));
}

#[test]
fn the_century_follows_the_clock() {
    for (now, year, expected) in [
        (1970, 70, 1970),
        (1994, 94, 1994),
        (1994, 30, 2030),
        (2060, 5, 2105),
        (2090, 20, 2120),
        (2090, 95, 2095),
        (2150, 99, 2199),
    ] {
        let found = of_two_digits(&format!("01-Jan-{year:02}"), midnight(now));
        assert_eq!(found, Some(midnight(expected)), "{now} {year}");
    }
}

#[test]
fn a_leap_day_in_the_year_00_belongs_to_2000() {
    let leap_day = parse_http_date(b"Tue, 29 Feb 2000 00:00:00 GMT", NOW_MS);
    for now in [2026, 2090, 2150] {
        assert_eq!(of_two_digits("29-Feb-00", midnight(now)), leap_day);
    }
}

#[test]
fn a_date_is_refused_if_the_clock_is_not_a_number_or_if_no_century_has_that_day() {
    assert_eq!(of_two_digits("01-Jan-94", f64::NAN), None);
    assert_eq!(of_two_digits("01-Jan-94", f64::NEG_INFINITY), None);
    assert_eq!(of_two_digits("31-Apr-94", NOW_MS), None);
}
