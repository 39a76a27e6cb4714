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
        for kind in ["Map", "FormData", "URLSearchParams", "Headers"] {
            let advice = format!("They are a {kind}: pass Object.fromEntries(changes).");
            assert_eq!(shape.advice(kind), advice);
        }
        for kind in ["Request", "Response"] {
            let advice = format!("They are a {kind}: pass await changes.json().");
            assert_eq!(shape.advice(kind), advice);
        }
        for (kind, advice) in [
            ("Promise", "They are a Promise: pass await changes."),
            (
                "String",
                "They are a string: if it is JSON, pass JSON.parse(changes).",
            ),
            (
                "Array",
                "They are an array: make one call for each of its elements.",
            ),
        ] {
            assert_eq!(shape.advice(kind), advice);
        }
    }
}

#[test]
fn the_advice_names_undefined_and_null() {
    assert_eq!(Shape::NoObject.advice("Undefined"), "They are undefined.");
    assert_eq!(Shape::NoObject.advice("Null"), "They are null.");
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
