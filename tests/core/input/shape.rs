//! Shapes: which changes hold fields, and what the advice says about the others.

use odeus_integrations::input::shape::Shape;

const ALL: [Shape; 5] = [
    Shape::NoObject,
    Shape::Iterable,
    Shape::WithProperties,
    Shape::EmptyPlain,
    Shape::EmptyInstance,
];

#[test]
fn an_object_with_properties_and_an_empty_plain_object_hold_fields() {
    let held = ALL.map(Shape::holds_fields);
    assert_eq!(held, [false, false, true, true, false]);
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
            Shape::EmptyInstance
                .advice(kind)
                .starts_with("They are an object without own enumerable properties.")
        );
    }
}
