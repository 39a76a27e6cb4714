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
    match scheme_end(start) {
        SchemeEnd::Other => WebUrl::No,
        SchemeEnd::OutOfSight => WebUrl::AskParser,
        SchemeEnd::Web => match after_plain_scheme(start) {
            Some(rest) if starts_with_plain_host(rest, is_whole) => WebUrl::Yes,
            _ => WebUrl::AskParser,
        },
    }
}

enum SchemeEnd {
    Web,
    Other,
    OutOfSight,
}

/// Reads the scheme as the WHATWG parser does. That parser drops C0 controls and spaces at the start,
/// drops tabs and newlines everywhere, and ignores the case of letters.
fn scheme_end(start: &[u16]) -> SchemeEnd {
    let mut units = start
        .iter()
        .copied()
        .skip_while(|unit| *unit <= u16::from(b' '))
        .filter(|unit| !matches!(*unit, 0x09 | 0x0A | 0x0D))
        .map(|unit| u8::try_from(unit).map_or(0, |byte| byte.to_ascii_lowercase()));
    for expected in *b"http" {
        match units.next() {
            Some(byte) if byte == expected => {}
            Some(_) => return SchemeEnd::Other,
            None => return SchemeEnd::OutOfSight,
        }
    }
    match (units.next(), units.next()) {
        (Some(b':'), _) | (Some(b's'), Some(b':')) => SchemeEnd::Web,
        (Some(b's') | None, None) => SchemeEnd::OutOfSight,
        _ => SchemeEnd::Other,
    }
}

fn after_plain_scheme(start: &[u16]) -> Option<&[u16]> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let (head, rest) = start.split_at_checked(scheme.len())?;
        head.iter()
            .copied()
            .eq(scheme.bytes().map(u16::from))
            .then_some(rest)
    })
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
