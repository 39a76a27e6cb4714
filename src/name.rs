//! Names that the caller wrote (fields, options, headers), as messages show them.

use strsim::levenshtein;

/// The longest name, in UTF-16 code units, that is read to name it in a message.
pub const NAME_LIMIT: usize = 40;

/// The known name that the caller probably meant, if one is near.
///
/// Near is: equal but for case and underscores, or at most a third of the known name away in
/// insertions, deletions and substitutions.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = fold(given);
    known
        .into_iter()
        .map(|name| (levenshtein(&given, &fold(name)), name))
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

/// The name in double quotes, cut, and with nothing in it that could act on a terminal or a log.
#[must_use]
pub fn quote(units: &[u16]) -> String {
    let mut quoted = String::from("\"");
    for unit in char::decode_utf16(units.iter().copied().take(NAME_LIMIT)) {
        match unit {
            Ok(letter @ ' '..='~') if letter != '"' => quoted.push(letter),
            Ok(letter) if letter.is_alphanumeric() => quoted.push(letter),
            _ => quoted.push('?'),
        }
    }
    quoted.push_str(if units.len() > NAME_LIMIT { "...\"" } else { "\"" });
    quoted
}
