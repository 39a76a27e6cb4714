//! Building messages without `format!`, which would be a tenth of the module's size.

/// Joins texts.
#[must_use]
pub fn concat(first: &str, rest: &[&str]) -> String {
    let mut text = String::from(first);
    for part in rest {
        text.push_str(part);
    }
    text
}

/// Joins names with commas.
#[must_use]
pub fn list(names: &[&str]) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(name);
    }
    text
}

/// Writes a number in decimal digits.
#[must_use]
pub fn decimal(number: usize) -> String {
    let mut text = if number < 10 {
        String::new()
    } else {
        decimal(number / 10)
    };
    let digit = u8::try_from(number % 10).unwrap_or_default();
    text.push(char::from(b'0' + digit));
    text
}
