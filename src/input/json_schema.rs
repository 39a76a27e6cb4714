//! The rules as JSON Schema, for tools that read schemas instead of running them.
//!
//! A schema accepts everything that the rules accept. It also accepts a little more: JSON Schema cannot
//! describe a lone surrogate, and its patterns check only the scheme of a URL.
//!
//! The schemas have no `format`, because validators that assert formats refuse good values: `uri`
//! refuses the URL `https://example.com/my icon.png`, and some versions of `uuid` refuse some ids.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

use crate::errors::failure::Failure;
use crate::input::field::{DESCRIPTION_MAXIMUM, NAME_MAXIMUM};
use crate::text::message::{concat, decimal};

/// What a schema describes.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    /// The changes of an update.
    Changes,
    /// The id as a caller may write it.
    Id,
    /// The id in lower case.
    LowerCaseId,
}

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `draft-2020-12`
    Draft202012,
    /// `draft-07`
    Draft07,
    /// `openapi-3.0`
    OpenApi30,
}

impl Target {
    /// Finds a target by its name in Standard JSON Schema.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "draft-2020-12" => Some(Self::Draft202012),
            "draft-07" => Some(Self::Draft07),
            "openapi-3.0" => Some(Self::OpenApi30),
            _ => None,
        }
    }

    /// The start of a schema. `OpenAPI` 3.0 does not allow the property `$schema`.
    fn start(self) -> &'static str {
        match self {
            Self::Draft202012 => r#"{"$schema": "https://json-schema.org/draft/2020-12/schema","#,
            Self::Draft07 => r#"{"$schema": "http://json-schema.org/draft-07/schema#","#,
            Self::OpenApi30 => "{",
        }
    }
}

/// The caller asked for a target that there is not.
#[must_use]
pub fn unknown_target() -> Failure {
    let message = "target must be \"draft-2020-12\", \"draft-07\" or \"openapi-3.0\".";
    Failure::configuration("target", message)
}

const BEFORE_NAME: &str = r#"
"type": "object",
"description": "The fields of the integration to change. A field that is left out keeps its value.",
"properties": {
  "name": {
    "type": "string",
    "description": "The name of the integration.",
    "maxLength": "#;
const BETWEEN: &str = r#"
  },
  "description": {
    "type": "string",
    "description": "What the integration is for.",
    "maxLength": "#;
/// The pattern of the URL is its scheme as the WHATWG parser reads it: the parser drops C0 controls and
/// spaces at the start, drops tabs and newlines everywhere, and ignores the case of letters.
const AFTER_DESCRIPTION: &str = r#"
  },
  "iconUrl": {
    "type": "string",
    "description": "The address of the icon: an absolute URL that starts with https:// or http://.",
    "pattern": "^[\\x00-\\x20]*[hH][\\t\\n\\r]*[tT][\\t\\n\\r]*[tT][\\t\\n\\r]*[pP][\\t\\n\\r]*([sS][\\t\\n\\r]*)?:"
  },
  "color": {
    "type": "string",
    "description": "The colour as a hex code: #rgb, #rgba, #rrggbb or #rrggbbaa.",
    "pattern": "^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"
  }
},
"additionalProperties": false
}"#;
const ID: &str = r#"
"type": "string",
"description": "The UUID of the integration.",
"pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
}"#;
const LOWER_CASE_ID: &str = r#"
"type": "string",
"description": "The UUID of the integration.",
"pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
}"#;

/// A schema as JSON text.
#[must_use]
pub fn json_schema(described: Described, target: Target) -> String {
    let name = decimal(NAME_MAXIMUM);
    let description = decimal(DESCRIPTION_MAXIMUM);
    let parts: [&str; 5] = match described {
        Described::Changes => [BEFORE_NAME, &name, BETWEEN, &description, AFTER_DESCRIPTION],
        Described::Id => [ID, "", "", "", ""],
        Described::LowerCaseId => [LOWER_CASE_ID, "", "", "", ""],
    };
    concat(target.start(), &parts)
}
