//! The options' rules on JavaScript strings. The facade reads the caller's object, and asks here.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::runtime::{Bag, bare_object};
use super::{describe, read_start, to_js, to_text, units};
use crate::base_url::{BaseUrl, UrlParts};
use crate::configuration::{
    DEFAULT_ATTEMPT_TIMEOUT_MS, DEFAULT_BASE_URL, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT_MS, Scope,
    Setting, check_api_key, missing_api_key, options_are_no_object, two_bases, unreadable,
};
use crate::error::Failure;
use crate::headers::{check_header_value, parse_header_name, value_is_no_string};
use crate::name::NAME_LIMIT;
use crate::request::{AUTHORIZATION_SCHEME, HEADERS};
use crate::text::READ_LIMIT;

/// The failure of a check, `undefined` if there is none.
fn outcome(result: Result<(), Failure>) -> JsValue {
    result.map_or_else(|failure| describe(&failure), |()| JsValue::UNDEFINED)
}

/// Checks an option that is not `undefined`; `scope` is the facade's number of the core's `Scope`.
///
/// `fits` says whether the value is of the option's type, `number` is the value if it is one.
#[wasm_bindgen(js_name = checkOption, unchecked_return_type = "FailureParts | undefined")]
pub fn check_option(name: &JsString, scope: u8, fits: bool, number: f64) -> JsValue {
    let scope = match scope {
        0 => Scope::Client,
        1 => Scope::Request,
        _ => Scope::Call,
    };
    let name = read_start(name, NAME_LIMIT + 1);
    outcome(
        Setting::parse(&name, scope).and_then(|setting| match setting {
            _ if !fits => Err(setting.wrong_type()),
            Setting::TimeoutMs | Setting::AttemptTimeoutMs | Setting::MaxRetries => {
                setting.check_number(number).map(|_| ())
            }
            _ => Ok(()),
        }),
    )
}

/// Checks one of the headers to add; `value` is `undefined` if it is no string.
#[wasm_bindgen(js_name = checkHeader, unchecked_return_type = "FailureParts | undefined")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen takes optional strings by value"
)]
pub fn check_header(name: &JsString, value: Option<JsString>) -> JsValue {
    if name.length() as usize > READ_LIMIT {
        return describe(&Setting::Headers.wrong_type());
    }
    let check = |name: String| match &value {
        Some(text) => check_header_value(&name, units(text)),
        None => Err(value_is_no_string(&name)),
    };
    outcome(parse_header_name(&read_start(name, READ_LIMIT)).and_then(check))
}

/// Checks the key, if there is one.
#[wasm_bindgen(js_name = checkKey, unchecked_return_type = "FailureParts | undefined")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen takes optional strings by value"
)]
pub fn check_key(key: Option<JsString>) -> JsValue {
    outcome(match &key {
        Some(key) => check_api_key(key.length() as usize, units(key)),
        None => Err(missing_api_key()),
    })
}

/// The base that a `baseUrl` or a `deploymentUrl` is, or the failure that it is; the strings are what
/// the runtime's `URL` made of it, all empty if it is none.
#[wasm_bindgen(js_name = checkBase, unchecked_return_type = "string | FailureParts")]
pub fn check_base(
    is_deployment: bool,
    protocol: &JsString,
    host: &JsString,
    hostname: &JsString,
    pathname: &JsString,
    has_user_info: bool,
    has_query_or_fragment: bool,
) -> JsValue {
    let setting = if is_deployment {
        Setting::DeploymentUrl
    } else {
        Setting::BaseUrl
    };
    let parts = (protocol.length() > 0).then(|| UrlParts {
        protocol: to_text(protocol),
        host: to_text(host),
        hostname: to_text(hostname),
        pathname: to_text(pathname),
        has_user_info,
        has_query_or_fragment,
    });
    match BaseUrl::parse(setting, parts) {
        Ok(base) => base.as_str().into(),
        Err(failure) => describe(&failure),
    }
}

/// The failure of options that exclude each other.
#[wasm_bindgen(js_name = describeTwoBases, unchecked_return_type = "FailureParts")]
pub fn describe_two_bases() -> JsValue {
    describe(&two_bases())
}

/// The failure of an option that threw when it was read, or without a name of options that are no
/// object.
#[wasm_bindgen(js_name = describeUnreadable, unchecked_return_type = "FailureParts")]
pub fn describe_unreadable(name: Option<JsString>) -> JsValue {
    describe(&name.map_or_else(options_are_no_object, |name| unreadable(&to_text(&name))))
}

/// What holds where an option is left out: the base, both deadlines, the number of retries.
#[wasm_bindgen(unchecked_return_type = "Defaults")]
pub fn defaults() -> JsValue {
    to_js(&(
        DEFAULT_BASE_URL,
        DEFAULT_TIMEOUT_MS,
        DEFAULT_ATTEMPT_TIMEOUT_MS,
        DEFAULT_MAX_RETRIES,
    ))
}

/// The headers of every request with this key.
#[wasm_bindgen(js_name = requestHeaders, unchecked_return_type = "Record<string, string>")]
pub fn request_headers(key: &JsString) -> JsValue {
    let headers: Bag = bare_object().unchecked_into();
    for (name, value) in HEADERS {
        headers.set(name, &value.into());
    }
    headers.set(
        "authorization",
        &JsString::from(AUTHORIZATION_SCHEME).concat(key),
    );
    headers.into()
}
