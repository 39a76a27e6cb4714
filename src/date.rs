//! HTTP dates (RFC 9110, section 5.6.7), strictly: the three forms and nothing else.

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

/// The forms, a letter for each part; see [`Date::scan`].
const IMF_FIXDATE: &str = "w, d b Y h:m:s GMT";
const ASCTIME: &str = "w b e h:m:s Y";
const RFC_850: &str = "W, d-b-y h:m:s GMT";

/// A date's parts.
#[derive(Default)]
struct Date {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
    second: i32,
}

/// Milliseconds since 1970, `None` if it is none of the forms or no date of the calendar.
///
/// `now_ms` is used for the century that the RFC 850 form leaves out.
#[must_use]
pub fn parse_http_date(text: &str, now_ms: f64) -> Option<f64> {
    let text = text.as_bytes();
    if let Some(date) = Date::scan(IMF_FIXDATE, text).or_else(|| Date::scan(ASCTIME, text)) {
        return date.to_ms();
    }
    let short = Date::scan(RFC_850, text)?;
    // A date over 50 years ahead is of the century before.
    let fifty_years_ahead = now_ms + DAYS_A_CENTURY / 2.0 * MS_A_DAY;
    [2100, 2000, 1900]
        .into_iter()
        .filter_map(|century| short.in_century(century).to_ms())
        .find(|date| *date <= fifty_years_ahead)
}

impl Date {
    /// Reads a text of a form. In a form `w` is the short name of a weekday and `W` the long one, `b`
    /// the name of a month, `Y` a year of four digits, `e` a day with a space before a single digit;
    /// the other letters are numbers of two digits, and the rest stands for itself.
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

    /// A leap second is the next minute's first.
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

/// Takes a number of exactly so many digits, at most four.
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

/// Days since 1970-01-01 in the Gregorian calendar, by the months' lengths counted from March, so
/// that the leap day is a year's last.
fn days_since_1970(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let months_since_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (months_since_march * 153 + 2) / 5 + day - 1 - DAYS_TO_1970
}
