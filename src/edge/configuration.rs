//! The rules of the options on JavaScript strings. The facade reads the caller's object and asks here.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::errors::{describe, describe_result};
use super::runtime::{Bag, bare_object};
use super::{read_start, to_text, units};
use crate::call::request::{AUTHORIZATION_SCHEME, HEADERS};
use crate::configuration::api_key::{check_api_key, missing_api_key};
use crate::configuration::base_url::{BaseSource, BaseUrl, UrlParts};
use crate::configuration::headers::{check_header_value, parse_header_name, value_is_no_string};
use crate::configuration::obstacle::Obstacle;
use crate::configuration::setting::{Origin, Scope, Setting, unreadable};
use crate::text::name::NAME_LIMIT;
use crate::text::utf16::READ_LIMIT;

/// Checks an option that is not `undefined`.
///
/// `fits` says whether the value has the option's type. `number` is the value if it is a number.
#[wasm_bindgen(js_name = checkOption, unchecked_return_type = "FailureParts | undefined")]
pub fn check_option(name: &JsString, scope: Scope, fits: bool, number: f64) -> JsValue {
    let name = read_start(name, NAME_LIMIT + 1);
    describe_result(
        Setting::parse(&name, scope).and_then(|setting| match setting {
            _ if !fits => Err(setting.wrong_type()),
            _ if setting.is_number() => setting.check_number(number).map(|_| ()),
            _ => Ok(()),
        }),
    )
}

/// Checks one of the headers to add; `value` is `undefined` if it is not a string.
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
    describe_result(parse_header_name(&read_start(name, READ_LIMIT)).and_then(check))
}

/// Checks the key, if there is one. `from_environment` says whether a variable has it.
#[wasm_bindgen(js_name = checkKey, unchecked_return_type = "FailureParts | undefined")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen takes optional strings by value"
)]
pub fn check_key(key: Option<JsString>, from_environment: bool) -> JsValue {
    let origin = if from_environment {
        Origin::Environment
    } else {
        Origin::Option
    };
    describe_result(match &key {
        Some(key) => check_api_key(origin, key.length() as usize, units(key)),
        None => Err(missing_api_key()),
    })
}

/// The base address, or why it cannot be used.
///
/// The strings are the parts that the runtime's `URL` found. All are empty if it found no URL.
#[wasm_bindgen(js_name = checkBase, unchecked_return_type = "string | FailureParts")]
#[expect(
    clippy::too_many_arguments,
    reason = "an object with these parts would need more code to cross"
)]
pub fn check_base(
    source: BaseSource,
    allow_http: bool,
    protocol: &JsString,
    host: &JsString,
    hostname: &JsString,
    pathname: &JsString,
    has_user_info: bool,
    has_query_or_fragment: bool,
) -> JsValue {
    let parts = (protocol.length() > 0).then(|| UrlParts {
        protocol: to_text(protocol),
        host: to_text(host),
        hostname: to_text(hostname),
        pathname: to_text(pathname),
        has_user_info,
        has_query_or_fragment,
    });
    match BaseUrl::parse(source, allow_http, parts) {
        Ok(base) => base.as_str().into(),
        Err(failure) => describe(&failure),
    }
}

/// The failure of a client or a call that meets an obstacle.
#[wasm_bindgen(js_name = describeObstacle, unchecked_return_type = "FailureParts")]
pub fn describe_obstacle(obstacle: Obstacle) -> JsValue {
    describe(&obstacle.describe())
}

/// The failure of an option that threw an error when it was read.
#[wasm_bindgen(js_name = describeUnreadable, unchecked_return_type = "FailureParts")]
pub fn describe_unreadable(name: &JsString) -> JsValue {
    describe(&unreadable(&to_text(name)))
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
