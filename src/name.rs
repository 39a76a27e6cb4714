//! Names that the caller wrote (fields, options, headers), as messages show them.

/// The longest name, in UTF-16 code units, that is read to name it in a message.
pub const NAME_LIMIT: usize = 40;

/// The known name that the caller probably meant, if one is near.
///
/// Near is: equal but for case and underscores, or at most a third of the known name away in
/// insertions, deletions, substitutions and swaps of neighbours.
#[must_use]
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = fold(given);
    let mut nearest = None;
    for name in known {
        let distance = distance(&given, &fold(name));
        let is_nearer = nearest.is_none_or(|(least, _)| distance < least);
        if distance <= name.len() / 3 && is_nearer {
            nearest = Some((distance, name));
        }
    }
    nearest.map(|(_, name)| name)
}

fn fold(name: &str) -> Vec<u8> {
    let mut letters = name.to_ascii_lowercase().into_bytes();
    letters.retain(|letter| !matches!(letter, b'_' | b'-' | b' '));
    letters
}

/// The optimal string alignment distance, in bytes: known names are ASCII.
///
/// `strsim` has it too, by characters, with the machinery that Unicode takes: 0.6 KB gzipped.
fn distance(given: &[u8], known: &[u8]) -> usize {
    let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or_default();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=known.len()).collect();
    let mut earlier = None;
    for (row, letter) in given.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut last_known = None;
        for (column, other) in known.iter().enumerate() {
            let substitution = at(&above, column) + usize::from(letter != other);
            let gap = at(&above, column + 1).min(at(&current, column)) + 1;
            let mut least = substitution.min(gap);
            if earlier == Some(other) && last_known == Some(letter) {
                least = least.min(at(&before, column.wrapping_sub(1)) + 1);
            }
            current.push(least);
            last_known = Some(other);
        }
        earlier = Some(letter);
        before = std::mem::replace(&mut above, current);
    }
    at(&above, known.len())
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
