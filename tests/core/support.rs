//! What the tests share: strings as JavaScript has them, and doubles of the runtime.

use odeus_integrations::configuration::api_key::check_api_key;
use odeus_integrations::configuration::base_url::UrlParts;
use odeus_integrations::configuration::setting::Origin;
use odeus_integrations::errors::failure::Failure;
use odeus_integrations::input::field::Field;
use odeus_integrations::input::rules::{self, Runtime};
use odeus_integrations::input::violation::Violation;
use odeus_integrations::text::utf16::Text;
use url::Url;

/// The string's UTF-16 code units.
pub fn utf16(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// Checks a key that is all at hand.
pub fn check_key(units: &[u16]) -> Result<(), Failure> {
    check_api_key(Origin::Option, units.len(), units.iter().copied())
}

/// A runtime with fixed answers.
pub struct Answers {
    pub is_well_formed: bool,
    pub is_web_url: bool,
}

impl Runtime for Answers {
    fn is_well_formed(&self) -> bool {
        self.is_well_formed
    }

    fn is_web_url(&self) -> bool {
        self.is_web_url
    }
}

/// A runtime for strings that the core can judge without a runtime.
pub struct NotAsked;

impl Runtime for NotAsked {
    fn is_well_formed(&self) -> bool {
        panic!("the runtime was asked whether the string is well-formed");
    }

    fn is_web_url(&self) -> bool {
        panic!("the runtime was asked whether the string is a URL");
    }
}

/// The rules that a string breaks as a field's value.
pub fn violations(field: Field, text: Text<'_>, runtime: &dyn Runtime) -> Vec<Violation> {
    let found = rules::violations(field, text, runtime);
    found.into_iter().flatten().collect()
}

/// What a runtime's `URL` makes of the string, by the `url` crate, Servo's parser of the standard.
pub fn parse_url(units: &[u16]) -> Option<Url> {
    Url::parse(&String::from_utf16_lossy(units)).ok()
}

/// Whether the standard parses the string as an absolute http or https URL.
pub fn is_web_url(units: &[u16]) -> bool {
    parse_url(units).is_some_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// A URL's parts, as JavaScript's `URL` names them.
pub fn url_parts(text: &str) -> Option<UrlParts> {
    let url = parse_url(&utf16(text))?;
    let hostname = url.host_str().unwrap_or_default().to_owned();
    let port = url.port().map(|port| format!(":{port}"));
    Some(UrlParts {
        protocol: format!("{}:", url.scheme()),
        host: hostname.clone() + &port.unwrap_or_default(),
        hostname,
        pathname: url.path().to_owned(),
        has_user_info: !url.username().is_empty() || url.password().is_some(),
        has_query_or_fragment: url.as_str().contains(['?', '#']),
    })
}

/// Seeded random numbers in `[0, 1)` (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let high = u32::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits");
        f64::from(high) / 4_294_967_296.0
    }
}
