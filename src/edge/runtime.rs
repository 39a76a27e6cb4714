//! Functions of the runtime. js-sys and web-sys declare them too, but their versions copy strings into
//! the module's memory.

use js_sys::{JsString, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    pub(super) fn to_json(value: &Object) -> JsString;

    #[wasm_bindgen(js_namespace = Object, js_name = create)]
    fn create(prototype: &JsValue) -> Object;

    /// An object that takes every property.
    #[wasm_bindgen]
    pub(super) type Bag;
    #[wasm_bindgen(method, indexing_setter)]
    pub(super) fn set(this: &Bag, key: &str, value: &JsString);

    /// A string whose code units are read one by one.
    pub(super) type Units;
    #[wasm_bindgen(method, js_name = charCodeAt)]
    pub(super) fn at(this: &Units, index: u32) -> u16;
}

/// An object without a prototype, so that it has no properties from `Object.prototype`.
pub(super) fn bare_object() -> Object {
    create(&JsValue::NULL)
}
