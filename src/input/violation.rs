//! The rules that a field can break.

/// A rule that the value of a field breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// The value has more code points than the field allows.
    TooLong {
        /// The limit, in code points.
        maximum: usize,
        /// The number of code points. Absent if the value has more than
        /// [`READ_LIMIT`](crate::text::utf16::READ_LIMIT) code units, because the rules do not count
        /// that far.
        actual: Option<usize>,
    },
    /// The value has a lone surrogate.
    InvalidUnicode,
    /// The value is not an absolute http or https URL.
    InvalidUrl,
    /// The value is not a hex colour code.
    InvalidColor,
    /// The value is not a string.
    InvalidType,
}
