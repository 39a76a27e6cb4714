//! Shapes: which changes hold fields, and what the advice says about the others.

use odeus_integrations::input::shape::Shape;

const ALL: [Shape; 4] = [Shape::NoObject, Shape::Iterable, Shape::Plain, Shape::Other];

#[test]
fn a_plain_object_holds_fields_even_if_it_is_empty() {
    assert!(Shape::Plain.holds_fields(true));
    assert!(Shape::Plain.holds_fields(false));
}

#[test]
fn another_object_holds_fields_if_it_has_properties() {
    assert!(Shape::Other.holds_fields(true));
    assert!(!Shape::Other.holds_fields(false));
}

#[test]
fn an_iterable_and_a_value_that_is_no_object_hold_no_fields() {
    for shape in [Shape::Iterable, Shape::NoObject] {
        assert!(!shape.holds_fields(true), "{shape:?}");
        assert!(!shape.holds_fields(false), "{shape:?}");
    }
}

#[test]
fn the_advice_names_a_known_kind_whatever_its_shape_is() {
    for shape in ALL {
        for (kind, advice) in [
            ("Undefined", "They are undefined."),
            ("Null", "They are null."),
            (
                "String",
                "They are a string: if it is JSON, pass JSON.parse(string).",
            ),
            (
                "Array",
                "They are an array: make one call for each of its elements.",
            ),
            ("Map", "They are a Map: pass Object.fromEntries(map)."),
            (
                "FormData",
                "They are a FormData: pass Object.fromEntries(formData).",
            ),
            (
                "URLSearchParams",
                "They are a URLSearchParams: pass Object.fromEntries(params).",
            ),
            (
                "Headers",
                "They are a Headers: pass Object.fromEntries(headers).",
            ),
            ("Promise", "They are a Promise: await it."),
            ("Request", "They are a Request: pass await request.json()."),
            (
                "Response",
                "They are a Response: pass await response.json().",
            ),
        ] {
            assert_eq!(shape.advice(kind), advice);
        }
    }
}

#[test]
fn the_advice_for_another_kind_depends_on_the_shape() {
    for kind in ["Object", "Set", "Uint8Array", "map", "", "Map "] {
        assert_eq!(Shape::NoObject.advice(kind), "They are not an object.");
        assert!(
            Shape::Iterable
                .advice(kind)
                .starts_with("They are an iterable object: if it holds pairs")
        );
        assert!(
            Shape::Other
                .advice(kind)
                .starts_with("They are an object without own enumerable properties.")
        );
    }
}
