//! The shape of the caller's changes: whether they are an object that can hold fields.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// What the caller passed as the changes.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A function, `null`, or another value that is not an object.
    NoObject,
    /// An object that can be iterated, such as an array or a `Map`.
    Iterable,
    /// A plain object: its prototype is `null`, or the `Object.prototype` of any realm.
    Plain,
    /// An object with another prototype, such as an instance of a class.
    Other,
}

impl Shape {
    /// Whether the own enumerable properties are the fields to change.
    ///
    /// What an iterable object holds is not in its properties. The same is true for an instance without
    /// such properties, for example one with getters. The update would silently change nothing.
    #[must_use]
    pub fn holds_fields(self, has_properties: bool) -> bool {
        match self {
            Self::NoObject | Self::Iterable => false,
            Self::Plain => true,
            Self::Other => has_properties,
        }
    }

    /// What the changes are, and how to get a plain object from them. Only for changes that do not hold
    /// fields.
    ///
    /// `kind` is the name that `Object.prototype.toString` gives to the changes.
    #[must_use]
    pub fn advice(self, kind: &str) -> &'static str {
        match kind {
            "Undefined" => "They are undefined.",
            "Null" => "They are null.",
            "String" => "They are a string: if it is JSON, pass JSON.parse(string).",
            "Array" => "They are an array: make one call for each of its elements.",
            "Map" => "They are a Map: pass Object.fromEntries(map).",
            "FormData" => "They are a FormData: pass Object.fromEntries(formData).",
            "URLSearchParams" => "They are a URLSearchParams: pass Object.fromEntries(params).",
            "Headers" => "They are a Headers: pass Object.fromEntries(headers).",
            "Promise" => "They are a Promise: await it.",
            "Request" => "They are a Request: pass await request.json().",
            "Response" => "They are a Response: pass await response.json().",
            _ => self.general_advice(),
        }
    }

    fn general_advice(self) -> &'static str {
        match self {
            Self::NoObject => "They are not an object.",
            Self::Iterable => {
                "They are an iterable object: if it holds pairs of names and values, pass \
                 Object.fromEntries(changes)."
            }
            Self::Plain | Self::Other => {
                "They are an object without own enumerable properties. Getters of a class, private \
                 fields and inherited fields are not read: pass { name: changes.name } with each \
                 field to change."
            }
        }
    }
}
