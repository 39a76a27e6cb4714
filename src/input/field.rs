//! The fields of an integration that a call can change.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

/// The most code points of a field. The rules and the JSON Schema have these limits.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maximum {
    /// The limit of the name.
    Name = 40,
    /// The limit of the description.
    Description = 90,
}

/// A field of an integration that a call can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name of the integration, at most [`Maximum::Name`] code points.
    Name,
    /// The description of the integration, at most [`Maximum::Description`] code points.
    Description,
    /// The address of the icon.
    IconUrl,
    /// The hex code of the colour.
    Color,
}

impl Field {
    /// Every field, in the order of the API's page.
    pub const ALL: [Self; 4] = [Self::Name, Self::Description, Self::IconUrl, Self::Color];

    /// The name of the field in the request's body.
    // Each inlined copy would have a table of the names.
    #[inline(never)]
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::IconUrl => "iconUrl",
            Self::Color => "color",
        }
    }
}
