//! Building messages without `format!`, which would be a tenth of the module's size.

/// What a message says about an object that threw an error when it was read.
pub const UNREADABLE: &str =
    " could not be read: a getter or a proxy threw an error. Pass a plain object.";

/// Joins the parts of a text.
#[must_use]
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
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
