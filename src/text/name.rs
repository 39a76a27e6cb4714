//! Names that the caller wrote (fields, options, headers): how a message quotes such a name, and
//! which known name the caller probably meant.

/// A message shows at most this many UTF-16 code units of a name.
pub const NAME_LIMIT: usize = 40;

/// No known name is so long that it needs more changes than this.
const MOST_CHANGES: usize = 6;

/// Returns the known name that the caller probably meant, or `None` if no known name is near.
///
/// Upper and lower case, underscores, hyphens and spaces make no difference. A known name is near if
/// the given name becomes equal to it by a few changes: at most a third of the known name's length.
/// One change inserts, deletes or replaces a character, or swaps two neighbours.
#[must_use]
pub fn nearest<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    let given = fold(given);
    (0..=MOST_CHANGES).find_map(|changes| {
        known.iter().copied().find(|name| {
            changes <= name.len() / 3 && is_within(changes, given.as_bytes(), fold(name).as_bytes())
        })
    })
}

/// Whether at most so many changes make one text equal to the other.
fn is_within(changes: usize, one: &[u8], other: &[u8]) -> bool {
    let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) else {
        return one.len().max(other.len()) <= changes;
    };
    if first == second {
        return is_within(changes, one_rest, other_rest);
    }
    let Some(left) = changes.checked_sub(1) else {
        return false;
    };
    let is_swap_within = || match (one_rest, other_rest) {
        ([third, one_rest @ ..], [fourth, other_rest @ ..]) => {
            first == fourth && second == third && is_within(left, one_rest, other_rest)
        }
        _ => false,
    };
    is_within(left, one_rest, other)
        || is_within(left, one, other_rest)
        || is_within(left, one_rest, other_rest)
        || is_swap_within()
}

/// The letters of a name that are compared: in lower case, without underscores, hyphens and spaces, and
/// with a question mark in the place of each character outside ASCII.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut letters = String::new();
    for letter in name.chars() {
        match letter {
            '_' | '-' | ' ' => {}
            _ if letter.is_ascii() => letters.push(letter.to_ascii_lowercase()),
            _ => letters.push('?'),
        }
    }
    letters
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
