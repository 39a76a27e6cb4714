//! Web addresses, as far as they can be checked without the runtime's `URL`.
//!
//! The WHATWG URL parser decides what is a URL. These functions answer only where the answer is
//! certain, and leave the rest to the runtime's parser. The `url` crate would cost 69 KB gzipped.

use crate::text::utf16::Text;

/// Whether a string is an absolute http or https URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebUrl {
    /// The runtime's parser certainly accepts it.
    Yes,
    /// The runtime's parser certainly refuses it, or it has another scheme.
    No,
    /// The runtime's parser must decide.
    AskParser,
}

/// Checks a string by the code units that are at hand.
#[must_use]
pub fn judge_web_url(text: Text<'_>) -> WebUrl {
    let start = text.start();
    let is_whole = matches!(text, Text::Whole(_));
    let rest = after(start, "https://").or_else(|| after(start, "http://"));
    if rest.is_some_and(|rest| starts_with_plain_host(rest, is_whole)) {
        return WebUrl::Yes;
    }
    if may_be_web_scheme(start) {
        WebUrl::AskParser
    } else {
        WebUrl::No
    }
}

/// What comes after a prefix. `None` if the units begin in another way.
fn after<'a>(units: &'a [u16], prefix: &str) -> Option<&'a [u16]> {
    let mut rest = units;
    for byte in prefix.bytes() {
        let (first, others) = rest.split_first()?;
        if *first != u16::from(byte) {
            return None;
        }
        rest = others;
    }
    Some(rest)
}

/// Whether the parser may find the scheme http or https, as far as the units are at hand.
///
/// The WHATWG parser drops C0 controls and spaces at the start, drops tabs and newlines everywhere, and
/// ignores the case of letters.
fn may_be_web_scheme(start: &[u16]) -> bool {
    let mut wanted = "https:".bytes();
    let mut has_begun = false;
    for unit in start.iter().copied() {
        let is_dropped = matches!(unit, 0x09 | 0x0A | 0x0D) || (!has_begun && unit <= 0x20);
        if is_dropped {
            continue;
        }
        has_begun = true;
        let letter = u8::try_from(unit).map_or(0, |byte| byte.to_ascii_lowercase());
        match wanted.next() {
            Some(byte) if byte == letter => {}
            // "http:" ends here.
            Some(b's') => return letter == b':',
            Some(_) => return false,
            None => return true,
        }
    }
    true
}

/// Whether the authority is a plain host name, which the parser cannot refuse.
///
/// Its labels have at most 63 lower-case letters, digits and single hyphens. The last label has only
/// letters, because the parser might read digits as an IPv4 address. The parser refuses nothing after
/// the authority, but the end of the authority must be in sight.
fn starts_with_plain_host(units: &[u16], is_whole: bool) -> bool {
    let is_end = |unit: u16| matches!(u8::try_from(unit), Ok(b'/' | b'?' | b'#'));
    let host = units.split(|unit| is_end(*unit)).next().unwrap_or_default();
    let is_end_in_sight = is_whole || host.len() < units.len();
    let mut labels = host.split(|unit| *unit == u16::from(b'.'));
    let last_is_letters = labels
        .next_back()
        .is_some_and(|label| is_plain_label(label) && label.iter().all(|unit| is_letter(*unit)));
    is_end_in_sight && host.len() <= 253 && last_is_letters && labels.all(is_plain_label)
}

fn is_plain_label(label: &[u16]) -> bool {
    let hyphen = u16::from(b'-');
    let is_plain = |unit: u16| is_letter(unit) || unit == hyphen || matches!(unit, 0x30..=0x39);
    (1..=63).contains(&label.len())
        && label.iter().all(|unit| is_plain(*unit))
        && !label.windows(2).any(|pair| pair == [hyphen, hyphen])
}

fn is_letter(unit: u16) -> bool {
    matches!(unit, 0x61..=0x7A)
}
