//! Strings as JavaScript has them: sequences of UTF-16 code units, which need not be Unicode.

/// The longest string, in UTF-16 code units, that is read whole to describe what is wrong with it.
///
/// Longer ones are judged by their length and their start, so that refusing an input of any size
/// takes no longer than refusing one of this size.
pub const READ_LIMIT: usize = 10_000;

/// A string of the caller, or as much of it as is needed.
#[derive(Clone, Copy, Debug)]
pub enum Text<'a> {
    /// All its code units.
    Whole(&'a [u16]),
    /// A string of over [`READ_LIMIT`] code units.
    Long {
        /// Its first code units, at least 100.
        start: &'a [u16],
        /// How many it has in all.
        length: usize,
    },
}

impl<'a> Text<'a> {
    /// The string's length in UTF-16 code units, JavaScript's `length`.
    #[must_use]
    pub fn length(&self) -> usize {
        match self {
            Self::Whole(units) => units.len(),
            Self::Long { length, .. } => *length,
        }
    }

    /// The code units that are at hand: all, or the first ones.
    #[must_use]
    pub fn start(&self) -> &'a [u16] {
        match self {
            Self::Whole(units) | Self::Long { start: units, .. } => units,
        }
    }
}

/// The number of Unicode code points, as JSON Schema's `maxLength` counts; a lone surrogate is one.
#[must_use]
pub fn count_code_points(units: &[u16]) -> usize {
    char::decode_utf16(units.iter().copied()).count()
}

/// Whether every surrogate has its partner: only such a string can be sent as UTF-8 unchanged.
#[must_use]
pub fn is_well_formed(units: &[u16]) -> bool {
    // Nearly every string has no surrogate at all, and decoding takes many times as long.
    let is_surrogate = |unit: &u16| matches!(unit, 0xD800..=0xDFFF);
    !units.iter().any(is_surrogate)
        || char::decode_utf16(units.iter().copied()).all(|unit| unit.is_ok())
}

/// The string as Unicode, U+FFFD in the place of each lone surrogate.
#[must_use]
pub fn to_unicode(units: &[u16]) -> String {
    let mut text = String::new();
    for unit in char::decode_utf16(units.iter().copied()) {
        text.push(unit.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    text
}
