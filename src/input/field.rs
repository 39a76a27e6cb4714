//! The fields of an integration that a call can change.

/// The most code points of a name.
pub const NAME_MAXIMUM: usize = 40;
/// The most code points of a description.
pub const DESCRIPTION_MAXIMUM: usize = 90;

/// A field of an integration that a call can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name of the integration, at most [`NAME_MAXIMUM`] code points.
    Name,
    /// The description of the integration, at most [`DESCRIPTION_MAXIMUM`] code points.
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
