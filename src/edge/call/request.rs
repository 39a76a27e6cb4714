//! The request, and the only place that calls `fetch`.

use js_sys::{JsString, Object};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestInit};

use super::super::runtime::{bare_object, to_json};
use crate::call::request::{METHOD, PATH, REDIRECT};
use crate::configuration::setting::DEFAULT_BASE_URL;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { FetchInit } from "../src/types.js";
/** Sends a request. */
export interface Sender {
  /**
   * Calls the caller's `fetch` or the runtime's. If that throws, the result is a promise that rejects,
   * because an import that throws never frees a slot of the module's reference table.
   */
  fetch(url: string, init: FetchInit): unknown;
}
"#;

thread_local! {
    static METHOD_STRING: JsString = METHOD.into();
    static PATH_STRING: JsString = PATH.into();
    static REDIRECT_STRING: JsString = REDIRECT.into();
}

#[wasm_bindgen]
extern "C" {
    /// `RequestInit` with setters that take a JavaScript string. The setters of web-sys take a Rust
    /// string, and would decode it at each call.
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

    /// The facade's object with the `fetch` of a client.
    #[wasm_bindgen(typescript_type = "Sender")]
    pub type Sender;
    #[wasm_bindgen(method)]
    fn fetch(this: &Sender, url: &JsString, init: &RequestInit) -> JsValue;
}

/// The start of each address: everything before the id. `base` is the API's own if it is left out.
#[wasm_bindgen(js_name = requestPrefix)]
pub fn request_prefix(base: Option<JsString>) -> JsString {
    let base = base.unwrap_or_else(|| DEFAULT_BASE_URL.into());
    PATH_STRING.with(|path| base.concat(path))
}

/// The address for the update of an integration whose id was checked.
#[wasm_bindgen(js_name = requestUrl)]
#[must_use]
pub fn request_url(prefix: &JsString, id: &JsString) -> JsString {
    prefix.concat(&id.to_lower_case())
}

/// The options of `fetch` and of `Request`, without a signal. The body has the caller's fields,
/// unchanged.
#[wasm_bindgen(js_name = requestInit, unchecked_return_type = "RequestInit")]
pub fn request_init(headers: &Object, fields: &Object) -> Init {
    let init: Init = bare_object().unchecked_into();
    METHOD_STRING.with(|method| init.set_method(method));
    REDIRECT_STRING.with(|redirect| init.set_redirect(redirect));
    init.set_headers(headers);
    init.set_body(&to_json(fields));
    init
}

/// Starts one attempt: makes the address, the body and the options, calls `fetch`, and returns what
/// `fetch` returned.
///
/// This is one crossing of the boundary, because each crossing costs time.
#[wasm_bindgen]
#[must_use]
pub fn send(
    sender: &Sender,
    prefix: &JsString,
    id: &JsString,
    fields: &Object,
    headers: &Object,
    signal: &AbortSignal,
) -> JsValue {
    let init = request_init(headers, fields);
    init.set_signal(signal);
    sender.fetch(&request_url(prefix, id), &init)
}
