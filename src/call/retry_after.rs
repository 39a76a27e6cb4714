//! The wait that the API asks for in the headers `retry-after` (RFC 9110, section 10.2.3) and
//! `retry-after-ms`.

use crate::call::date::parse_http_date;

/// The longest wait, 24 days. A JavaScript timer cannot be longer, so longer waits are cut to it.
const LONGEST_MS: f64 = 2_147_483_647.0;

/// The headers of an answer that matter for the wait. `None` means that the answer lacks the header.
#[derive(Clone, Copy, Debug, Default)]
pub struct RetryAfter<'a> {
    /// `retry-after`: seconds in digits, or a date.
    pub retry_after: Option<&'a str>,
    /// `retry-after-ms`: milliseconds in digits.
    pub retry_after_ms: Option<&'a str>,
    /// `date`: the server's clock. A date in `retry-after` is compared with it.
    pub date: Option<&'a str>,
}

impl RetryAfter<'_> {
    /// Returns the wait in milliseconds, or `None` if the headers ask for no wait.
    ///
    /// `now_ms` is this machine's clock in milliseconds since 1970. It is used if there is no valid
    /// `date` header.
    #[must_use]
    pub fn wait_ms(&self, now_ms: f64) -> Option<f64> {
        let retry_after = self.retry_after.map(trim);
        let wait = retry_after
            .and_then(parse_digits)
            .map(|seconds| seconds * 1_000.0)
            .or_else(|| ms_until(retry_after?, self.date.map(trim), now_ms));
        let exact = self.retry_after_ms.map(trim).and_then(parse_digits);
        // Each header asks for a shortest wait. The larger one satisfies both.
        let floor = wait.unwrap_or(0.0).max(exact.unwrap_or(0.0));
        wait.or(exact).map(|_| floor.min(LONGEST_MS))
    }
}

/// Removes the spaces and tabs around a header's value (RFC 9110, section 5.5). Node does not remove
/// those at the end.
fn trim(value: &str) -> &[u8] {
    let mut rest = value.as_bytes();
    while let [b' ' | b'\t', inner @ ..] | [inner @ .., b' ' | b'\t'] = rest {
        rest = inner;
    }
    rest
}

fn ms_until(http_date: &[u8], server_date: Option<&[u8]>, now_ms: f64) -> Option<f64> {
    let until = parse_http_date(http_date, now_ms)?;
    let now = server_date.and_then(|date| parse_http_date(date, now_ms));
    Some((until - now.unwrap_or(now_ms)).max(0.0))
}

/// Reads a number that consists of digits only: no sign, fraction, exponent or unit. There may be
/// any number of digits.
fn parse_digits(text: &[u8]) -> Option<f64> {
    let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    is_number.then(|| {
        text.iter().fold(0.0, |sum: f64, digit| {
            (sum * 10.0 + f64::from(digit - b'0')).min(LONGEST_MS)
        })
    })
}
