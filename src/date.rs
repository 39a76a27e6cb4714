//! HTTP dates (RFC 9110, section 5.6.7), strictly: the three forms and nothing else.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MS_A_DAY: f64 = 86_400_000.0;
const DAYS_A_CENTURY: f64 = 36_524.25;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_1970: i32 = 719_468;

/// A date's parts as they are written.
struct Date<'a> {
    year: i32,
    month: &'a str,
    day: &'a str,
    time: &'a str,
}

/// Milliseconds since 1970, `None` if it is none of the forms or no date of the calendar.
///
/// `now_ms` is used for the century that the RFC 850 form leaves out.
#[must_use]
pub fn parse_http_date(text: &str, now_ms: f64) -> Option<f64> {
    imf_fixdate(text)
        .or_else(|| asctime(text))
        .and_then(|date| date.to_ms())
        .or_else(|| rfc_850(text, now_ms))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn imf_fixdate(text: &str) -> Option<Date<'_>> {
    let (day_name, rest) = text.strip_suffix(" GMT")?.split_once(',')?;
    is_short_day(day_name).then_some(())?;
    let (day, rest) = rest.strip_prefix(' ')?.split_once(' ')?;
    let (month, rest) = rest.split_once(' ')?;
    let (year, time) = rest.split_once(' ')?;
    (day.len() == 2).then_some(())?;
    Some(Date {
        year: digits(year, 4)?,
        month,
        day,
        time,
    })
}

/// `Sun Nov  6 08:49:37 1994`
fn asctime(text: &str) -> Option<Date<'_>> {
    let (day_name, rest) = text.split_once(' ')?;
    is_short_day(day_name).then_some(())?;
    let (month, rest) = rest.split_once(' ')?;
    let (day, rest) = rest.split_at_checked(2)?;
    let day = match day.strip_prefix(' ') {
        Some(digit) => digit,
        None => day,
    };
    let (time, year) = rest.strip_prefix(' ')?.split_once(' ')?;
    Some(Date {
        year: digits(year, 4)?,
        month,
        day,
        time,
    })
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`: a date over 50 years ahead is of the century before.
fn rfc_850(text: &str, now_ms: f64) -> Option<f64> {
    let (day_name, rest) = text.strip_suffix(" GMT")?.split_once(',')?;
    DAYS.contains(&day_name).then_some(())?;
    let (date, time) = rest.strip_prefix(' ')?.split_once(' ')?;
    let mut parts = date.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, digits(parts.next()?, 2)?);
    (parts.next().is_none() && day.len() == 2).then_some(())?;
    let fifty_years_ahead = now_ms + DAYS_A_CENTURY / 2.0 * MS_A_DAY;
    [2100, 2000, 1900]
        .into_iter()
        .filter_map(|century| {
            Date {
                year: century + year,
                month,
                day,
                time,
            }
            .to_ms()
        })
        .find(|date| *date <= fifty_years_ahead)
}

impl Date<'_> {
    fn to_ms(&self) -> Option<f64> {
        let month = MONTHS
            .iter()
            .zip(1..)
            .find(|(name, _)| **name == self.month)?
            .1;
        let day = digits(self.day, self.day.len())?;
        (1..=days_in_month(self.year, month))
            .contains(&day)
            .then_some(())?;
        let days = days_since_1970(self.year, month, day);
        Some(f64::from(days) * MS_A_DAY + time_to_ms(self.time)?)
    }
}

/// `08:49:37`, a leap second being the next minute's first.
fn time_to_ms(text: &str) -> Option<f64> {
    let mut parts = text.split(':').map(|part| digits(part, 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second <= 60;
    is_time.then(|| f64::from((hour * 60 + minute) * 60 + second) * 1_000.0)
}

fn is_short_day(name: &str) -> bool {
    name.len() == 3 && DAYS.iter().any(|day| day.starts_with(name))
}

/// A number of exactly so many digits, at most four.
fn digits(text: &str, count: usize) -> Option<i32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        text.bytes()
            .fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
    })
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1970-01-01 in the Gregorian calendar, by the months' lengths counted from March, so
/// that the leap day is a year's last.
fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let months_since_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (months_since_march * 153 + 2) / 5 + day - 1 - DAYS_TO_1970
}
