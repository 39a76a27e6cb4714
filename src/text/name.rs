//! Names that the caller wrote (fields, options, headers): how a message quotes such a name, and
//! which known name the caller probably meant.

use strsim::osa_distance;

/// A message shows at most this many UTF-16 code units of a name.
pub const NAME_LIMIT: usize = 40;

/// Returns the known name that the caller probably meant, or `None` if no known name is near.
///
/// Upper and lower case, underscores, hyphens and spaces make no difference. A known name is near if
/// the given name becomes equal to it by a few changes: at most a third of the known name's length.
/// One change inserts, deletes or replaces a character, or swaps two neighbours.
#[must_use]
pub fn nearest<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    let given = fold(given);
    let mut nearest = None;
    for name in known.iter().copied() {
        let distance = osa_distance(&given, &fold(name));
        let is_nearer = nearest.is_none_or(|(least, _)| distance < least);
        if distance <= name.len() / 3 && is_nearer {
            nearest = Some((distance, name));
        }
    }
    nearest.map(|(_, name)| name)
}

/// The letters of a name that are compared: in lower case, without underscores, hyphens and spaces.
#[must_use]
pub fn fold(name: &str) -> String {
    let letters = name
        .chars()
        .filter(|letter| !matches!(letter, '_' | '-' | ' '));
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a name is one of several, which have `|` between them. A list of strings would be larger.
#[must_use]
pub fn is_one_of(name: &str, names: &str) -> bool {
    let mut names = names.as_bytes().split(|byte| *byte == b'|');
    names.any(|one| one == name.as_bytes())
}

/// Puts the name into double quotes and cuts it to [`NAME_LIMIT`] code units.
///
/// Spaces and visible ASCII characters other than `"` stay as they are. Everything else becomes
/// JavaScript's `\uXXXX`, because a terminal or a log viewer may act on it.
#[must_use]
pub fn quote(units: &[u16]) -> String {
    let mut quoted = String::from("\"");
    for unit in units.iter().copied().take(NAME_LIMIT) {
        match u8::try_from(unit) {
            Ok(letter @ b' '..=b'~') if letter != b'"' => quoted.push(char::from(letter)),
            _ => push_escape(&mut quoted, unit),
        }
    }
    quoted.push_str(if units.len() > NAME_LIMIT {
        "...\""
    } else {
        "\""
    });
    quoted
}

fn push_escape(text: &mut String, unit: u16) {
    text.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        let digit = char::from_digit(u32::from(unit >> shift & 0xF), 16);
        text.push(digit.unwrap_or('0'));
    }
}
