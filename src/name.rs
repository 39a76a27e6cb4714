//! Names that the caller wrote (fields, options, headers), as messages show them.

use strsim::osa_distance;

/// The longest name, in UTF-16 code units, that is read to name it in a message.
pub const NAME_LIMIT: usize = 40;

/// The known name that the caller probably meant, if one is near.
///
/// Near is: equal but for case and underscores, or at most a third of the known name away in
/// insertions, deletions, substitutions and swaps of neighbours.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = fold(given);
    known
        .into_iter()
        .map(|name| (osa_distance(&given, &fold(name)), name))
        .filter(|(distance, name)| *distance <= name.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn fold(name: &str) -> String {
    let is_separator = |letter: &char| matches!(letter, '_' | '-' | ' ');
    name.chars()
        .filter(|letter| !is_separator(letter))
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// The name in double quotes, cut, and with nothing in it that could act on a terminal or a log:
/// whatever is no visible ASCII is written as JavaScript's `\uXXXX`.
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
