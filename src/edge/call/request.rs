//! The request, and the only place that calls `fetch`.

use js_sys::{Function, JsString, Object};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestInit};

use super::super::runtime::{self, bare_object, to_json};
use crate::call::request::{METHOD, PATH, REDIRECT};

thread_local! {
    static METHOD_STRING: JsString = METHOD.into();
    static PATH_STRING: JsString = PATH.into();
    static REDIRECT_STRING: JsString = REDIRECT.into();
}

#[wasm_bindgen]
extern "C" {
    /// `RequestInit` with setters that take a JavaScript string as it is. The setters of web-sys decode
    /// the same letters again at each call.
    #[wasm_bindgen(extends = RequestInit)]
    pub type Init;
    #[wasm_bindgen(method, setter, js_name = method)]
    fn set_method(this: &Init, method: &JsString);
    #[wasm_bindgen(method, setter, js_name = redirect)]
    fn set_redirect(this: &Init, redirect: &JsString);
    #[wasm_bindgen(method, setter, js_name = body)]
    fn set_body(this: &Init, body: &JsString);
    #[wasm_bindgen(method, setter, js_name = headers)]
    fn set_headers(this: &Init, headers: &Object);
    #[wasm_bindgen(method, setter, js_name = signal)]
    fn set_signal(this: &Init, signal: &AbortSignal);
}

/// The address for the update of an integration whose id was checked.
#[wasm_bindgen(js_name = requestUrl)]
pub fn request_url(base: &JsString, id: &JsString) -> JsString {
    PATH_STRING
        .with(|path| base.concat(path))
        .concat(&id.to_lower_case())
}

/// The body: the fields that the caller gave, as they are.
#[wasm_bindgen(js_name = requestBody)]
#[must_use]
pub fn request_body(fields: &Object) -> JsString {
    to_json(fields)
}

/// The options of `fetch` and of `Request`, without a signal.
#[wasm_bindgen(js_name = requestInit, unchecked_return_type = "RequestInit")]
pub fn request_init(headers: &Object, body: &JsString) -> Init {
    let init: Init = bare_object().unchecked_into();
    METHOD_STRING.with(|method| init.set_method(method));
    REDIRECT_STRING.with(|redirect| init.set_redirect(redirect));
    init.set_headers(headers);
    init.set_body(body);
    init
}

/// Starts one attempt: calls `fetch`, the caller's if there is one, and returns what it returned.
///
/// The `fetch` must not throw: an import that throws leaves a slot of the reference table behind. The
/// facade turns what a `fetch` throws into a rejection.
///
/// # Errors
/// None, as long as that holds.
#[wasm_bindgen]
pub fn send(
    fetch: Option<Function>,
    url: &JsString,
    headers: &Object,
    body: &JsString,
    signal: &AbortSignal,
) -> Result<JsValue, JsValue> {
    let init = request_init(headers, body);
    init.set_signal(signal);
    match fetch {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, url, &init),
        None => Ok(runtime::fetch(url, &init)),
    }
}
