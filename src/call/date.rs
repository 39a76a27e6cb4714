//! HTTP dates. Only the three forms of RFC 9110, section 5.6.7, are accepted.
//!
//! The crate `httpdate` only serves the tests, because it does not follow the RFC closely enough. It
//! refuses leap seconds and years before 1970. It reads a year of two digits as one from 1970 to
//! 2069, whatever the clock says. It ignores line breaks around a date, and accepts any character
//! between the date and the time of the RFC 850 form. And it adds 4 KB to the compressed module.

const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
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

/// The three forms. [`Date::scan`] explains the letters.
const IMF_FIXDATE: &str = "w, d b Y h:m:s GMT";
const ASCTIME: &str = "w b e h:m:s Y";
const RFC_850: &str = "W, d-b-y h:m:s GMT";

/// A date and a time, as the text gives them. They are not checked against the calendar yet.
#[derive(Default)]
struct Date {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
    second: i32,
}

/// Returns the date in milliseconds since 1970. Returns `None` if the text has none of the three
/// forms, or if the calendar has no such day.
///
/// The year of the RFC 850 form has only two digits. The clock `now_ms` decides its century.
#[must_use]
pub fn parse_http_date(text: &[u8], now_ms: f64) -> Option<f64> {
    if let Some(date) = Date::scan(IMF_FIXDATE, text).or_else(|| Date::scan(ASCTIME, text)) {
        return date.to_ms();
    }
    let short = Date::scan(RFC_850, text)?;
    // The RFC asks for the latest century in which the date is at most 50 years ahead.
    let fifty_years_ahead = now_ms + DAYS_A_CENTURY / 2.0 * MS_A_DAY;
    for century in [2100, 2000, 1900] {
        let date = short.in_century(century).to_ms();
        if date.is_some_and(|date| date <= fifty_years_ahead) {
            return date;
        }
    }
    None
}

impl Date {
    /// Reads a text that has the given form. The letters of a form stand for these parts:
    ///
    /// - `w`: the short name of a weekday, `W`: its long name
    /// - `b`: the short name of a month
    /// - `Y`: a year of four digits, `y`: a year of two digits
    /// - `d`: a day of two digits, `e`: two digits, or a space and one digit
    /// - `h`, `m`, `s`: hour, minute and second, of two digits each
    ///
    /// Every other character of a form stands for itself. The weekday is not compared with the date.
    fn scan(form: &str, text: &[u8]) -> Option<Self> {
        let mut date = Self::default();
        let mut rest = text;
        for part in form.bytes() {
            match part {
                b'w' | b'W' => {
                    rest = DAYS.iter().find_map(|day| {
                        let length = if part == b'w' { 3 } else { day.len() };
                        rest.strip_prefix(day.as_bytes().get(..length)?)
                    })?;
                }
                b'b' => {
                    let (name, after) = rest.split_at_checked(3)?;
                    let index = MONTHS.chunks(3).position(|month| month == name)?;
                    date.month = i32::try_from(index).ok()? + 1;
                    rest = after;
                }
                b'Y' => date.year = digits(&mut rest, 4)?,
                b'y' => date.year = digits(&mut rest, 2)?,
                b'd' => date.day = digits(&mut rest, 2)?,
                b'e' => {
                    let is_padded = rest.first() == Some(&b' ');
                    rest = rest.get(usize::from(is_padded)..)?;
                    date.day = digits(&mut rest, if is_padded { 1 } else { 2 })?;
                }
                b'h' => date.hour = digits(&mut rest, 2)?,
                b'm' => date.minute = digits(&mut rest, 2)?,
                b's' => date.second = digits(&mut rest, 2)?,
                itself => rest = rest.strip_prefix(&[itself])?,
            }
        }
        rest.is_empty().then_some(date)
    }

    fn in_century(&self, century: i32) -> Self {
        Self {
            year: century + self.year,
            ..*self
        }
    }

    /// Returns milliseconds since 1970. A leap second counts as the first second of the next minute.
    fn to_ms(&self) -> Option<f64> {
        let is_day = (1..=days_in_month(self.year, self.month)).contains(&self.day);
        let is_time = self.hour < 24 && self.minute < 60 && self.second <= 60;
        (is_day && is_time).then(|| {
            let days = days_since_1970(self.year, self.month, self.day);
            let seconds = (self.hour * 60 + self.minute) * 60 + self.second;
            f64::from(days) * MS_A_DAY + f64::from(seconds) * 1_000.0
        })
    }
}

/// Takes a number of exactly `count` digits from the start of `rest`. The caller asks for four digits
/// at most, so the number cannot overflow.
fn digits(rest: &mut &[u8], count: usize) -> Option<i32> {
    let (number, after) = rest.split_at_checked(count)?;
    *rest = after;
    number.iter().try_fold(0, |sum, digit| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + i32::from(digit - b'0'))
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

/// Returns the days since 1970-01-01 in the Gregorian calendar. A year is counted from March, so that
/// the leap day is the last day of its year.
fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let months_since_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (months_since_march * 153 + 2) / 5 + day - 1 - DAYS_TO_1970
}
