//! The strings of JavaScript: sequences of UTF-16 code units, which may have lone surrogates.

/// The longest string, in UTF-16 code units, that the rules read completely.
///
/// The rules read only the length and the start of a longer string. So the time to refuse an input
/// does not grow with its size.
pub const READ_LIMIT: usize = 10_000;

/// A string of the caller, or as much of it as the rules need.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// All code units of the string.
    Whole(&'a [u16]),
    /// A string of more than [`READ_LIMIT`] code units.
    Long {
        /// The first code units, at least 100.
        start: &'a [u16],
        /// The number of all code units.
        length: usize,
    },
}

impl<'a> Text<'a> {
    /// The number of UTF-16 code units, JavaScript's `length`.
    #[must_use]
    pub fn length(&self) -> usize {
        match self {
            Self::Whole(units) => units.len(),
            Self::Long { length, .. } => *length,
        }
    }

    /// The code units that are at hand: all of them or the first ones.
    #[must_use]
    pub fn start(&self) -> &'a [u16] {
        match self {
            Self::Whole(units) | Self::Long { start: units, .. } => units,
        }
    }
}

/// The number of Unicode code points, as JSON Schema's `maxLength` counts them. A lone surrogate counts
/// as one.
#[must_use]
pub fn count_code_points(units: &[u16]) -> usize {
    char::decode_utf16(units.iter().copied()).count()
}

/// Whether every surrogate has its partner. Only such a string can be sent unchanged as UTF-8.
#[must_use]
pub fn is_well_formed(units: &[u16]) -> bool {
    // Most strings have no surrogate. This check is many times faster than decoding.
    let is_surrogate = |unit: &u16| matches!(unit, 0xD800..=0xDFFF);
    !units.iter().any(is_surrogate)
        || char::decode_utf16(units.iter().copied()).all(|unit| unit.is_ok())
}

/// The string as Unicode, with U+FFFD in the place of each lone surrogate.
#[must_use]
pub fn to_unicode(units: &[u16]) -> String {
    let mut text = String::new();
    for unit in char::decode_utf16(units.iter().copied()) {
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}
