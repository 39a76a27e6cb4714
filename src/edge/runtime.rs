//! What the runtime offers, where js-sys and web-sys would copy a string into this module's memory
//! or would let an exception pass through it.

use js_sys::{Array, JsString, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The global `fetch`, looked up at each call.
    #[wasm_bindgen(catch, js_name = fetch)]
    pub(super) fn fetch(url: &JsString, init: &web_sys::RequestInit) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    pub(super) fn to_json(value: &Object) -> Result<JsString, JsValue>;

    /// Throws for a revoked proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    pub(super) fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// An object's own enumerable keys that are strings.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    pub(super) fn own_keys(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn)]
    pub(super) fn has_own(object: &JsValue, key: &JsString) -> bool;

    #[wasm_bindgen(js_name = URL)]
    pub(super) type Url;
    #[wasm_bindgen(catch, static_method_of = Url, js_class = URL, js_name = canParse)]
    fn can_parse(url: &JsString) -> Result<bool, JsValue>;
    #[wasm_bindgen(catch, constructor, js_class = URL)]
    fn new(url: &JsString) -> Result<Url, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn protocol(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn host(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn hostname(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn pathname(this: &Url) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn username(this: &Url) -> JsString;
    #[wasm_bindgen(method, getter)]
    pub(super) fn password(this: &Url) -> JsString;
    #[wasm_bindgen(method, getter)]
    pub(super) fn href(this: &Url) -> JsString;

    pub(super) type WellFormed;
    #[wasm_bindgen(method, js_name = isWellFormed)]
    pub(super) fn is_well_formed(this: &WellFormed) -> bool;
}

impl Url {
    /// The address, if the runtime's `URL` takes it.
    ///
    /// Asked first whether it would: an import that returns a value and throws instead leaks a slot
    /// of the table of JavaScript values (wasm-bindgen 0.2.130). Where there is no `canParse` that is
    /// the lesser evil.
    pub(super) fn parse(url: &JsString) -> Option<Self> {
        let may_parse = Self::can_parse(url).unwrap_or(true);
        may_parse.then(|| Self::new(url).ok())?
    }
}

/// An object without a prototype: what others put on `Object.prototype` is not in it.
pub(super) fn bare_object() -> Object {
    Object::create(JsValue::NULL.unchecked_ref())
}
