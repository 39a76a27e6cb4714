//! The shape of the caller's changes: whether they are an object that can hold fields.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::text::message::concat;
use crate::text::name::is_one_of;

/// What the caller passed as the changes.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A function, `null`, or another value that is not an object.
    NoObject,
    /// An object that can be iterated, such as an array or a `Map`.
    Iterable,
    /// An object with own enumerable properties.
    WithProperties,
    /// A plain object without own enumerable properties. The prototype of a plain object is `null`, or
    /// the `Object.prototype` of any realm.
    EmptyPlain,
    /// Another object without own enumerable properties, such as an instance whose fields are getters.
    EmptyInstance,
}

impl Shape {
    /// Whether the own enumerable properties are the fields to change.
    ///
    /// An iterable object and an empty instance keep their content elsewhere. So their update would change
    /// nothing.
    #[must_use]
    pub fn holds_fields(self) -> bool {
        matches!(self, Self::WithProperties | Self::EmptyPlain)
    }

    /// What the changes are, and how to get a plain object from them. Only for changes that do not hold
    /// fields.
    ///
    /// `kind` is the name that `Object.prototype.toString` gives to the changes.
    #[must_use]
    pub fn advice(self, kind: &str) -> String {
        let advice = if is_one_of(kind, "Map|FormData|URLSearchParams|Headers") {
            ": pass Object.fromEntries(changes)."
        } else if is_one_of(kind, "Request|Response") {
            ": pass await changes.json()."
        } else if kind == "Promise" {
            ": pass await changes."
        } else {
            return self.advice_by_shape(kind).to_owned();
        };
        concat(&["They are a ", kind, advice])
    }

    fn advice_by_shape(self, kind: &str) -> &'static str {
        match (self, kind) {
            (_, "String") => "They are a string: if it is JSON, pass JSON.parse(changes).",
            (_, "Array") => "They are an array: make one call for each of its elements.",
            (Self::NoObject, "Undefined") => "They are undefined.",
            (Self::NoObject, "Null") => "They are null.",
            (Self::NoObject, _) => "They are not an object.",
            (Self::Iterable, _) => {
                "They are an iterable object: if it holds pairs of names and values, pass \
                 Object.fromEntries(changes)."
            }
            (Self::WithProperties | Self::EmptyPlain | Self::EmptyInstance, _) => {
                "They are an object without own enumerable properties. Getters of a class, private \
                 fields and inherited fields are not read: pass { name: changes.name } with each \
                 field to change."
            }
        }
    }
}
