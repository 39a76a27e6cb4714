//! The wait that the API asks for: `retry-after` (RFC 9110, section 10.2.3) and `retry-after-ms`.

use crate::date::parse_http_date;

/// A wait of over 24 days is as good as this one, and stays a number of milliseconds.
const LONGEST_MS: f64 = 2_147_483_647.0;

/// The headers that say it, as far as the answer has them.
#[derive(Clone, Copy, Debug, Default)]
pub struct RetryAfter<'a> {
    /// `retry-after`: seconds in digits, or a date.
    pub retry_after: Option<&'a str>,
    /// `retry-after-ms`: milliseconds in digits.
    pub retry_after_ms: Option<&'a str>,
    /// `date`: the server's clock, against which a date is measured.
    pub date: Option<&'a str>,
}

impl RetryAfter<'_> {
    /// The wait in milliseconds, `None` if no header says one; `now_ms` is this machine's clock, in
    /// milliseconds since 1970.
    #[must_use]
    pub fn wait_ms(&self, now_ms: f64) -> Option<f64> {
        let seconds = self.retry_after.and_then(parse_digits);
        let wait = seconds
            .map(|seconds| seconds * 1_000.0)
            .or_else(|| self.until_date(now_ms));
        let exact = self.retry_after_ms.and_then(parse_digits);
        // Each is a floor, so the larger holds both.
        let floor = wait.unwrap_or(0.0).max(exact.unwrap_or(0.0));
        wait.or(exact).map(|_| floor.min(LONGEST_MS))
    }

    fn until_date(&self, now_ms: f64) -> Option<f64> {
        let until = parse_http_date(self.retry_after?, now_ms)?;
        let now = self.date.and_then(|date| parse_http_date(date, now_ms));
        Some((until - now.unwrap_or(now_ms)).max(0.0))
    }
}

/// Only digits: no sign, no fraction, no exponent, no unit. Any number of them.
fn parse_digits(text: &str) -> Option<f64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        text.bytes().fold(0.0, |sum: f64, digit| {
            (sum * 10.0 + f64::from(digit - b'0')).min(LONGEST_MS)
        })
    })
}
