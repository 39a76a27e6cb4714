//! The rules as JSON Schema.

use odeus_integrations::errors::code::Code;
use odeus_integrations::input::field::{DESCRIPTION_MAXIMUM, Field, NAME_MAXIMUM};
use odeus_integrations::input::json_schema::{Described, Target, json_schema, unknown_target};

const TARGETS: [Target; 3] = [Target::Draft202012, Target::Draft07, Target::OpenApi30];
const DESCRIBED: [Described; 3] = [Described::Changes, Described::Id, Described::LowerCaseId];

#[test]
fn the_three_targets_have_the_names_of_the_standard() {
    assert_eq!(Target::parse("draft-2020-12"), Some(Target::Draft202012));
    assert_eq!(Target::parse("draft-07"), Some(Target::Draft07));
    assert_eq!(Target::parse("openapi-3.0"), Some(Target::OpenApi30));
}

#[test]
fn no_other_name_is_a_target() {
    for name in [
        "",
        "draft-04",
        "draft-06",
        "draft-2019-09",
        "Draft-07",
        " draft-07",
        "draft-07 ",
        "openapi-3.1",
        "openapi-3.0.3",
        "toString",
    ] {
        assert_eq!(Target::parse(name), None, "{name:?}");
    }
}

#[test]
fn an_unknown_target_is_a_wrong_configuration_that_names_the_targets() {
    let failure = unknown_target();
    assert_eq!(failure.code, Code::InvalidConfiguration);
    assert_eq!(failure.option.as_deref(), Some("target"));
    for name in ["draft-2020-12", "draft-07", "openapi-3.0"] {
        assert!(failure.message.contains(name), "{}", failure.message);
    }
}

#[test]
fn the_id_has_a_pattern_for_any_case_or_for_lower_case() {
    let expected = r#"{
"type": "string",
"description": "The UUID of the integration.",
"pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
}"#;
    assert_eq!(json_schema(Described::Id, Target::OpenApi30), expected);
    assert_eq!(
        json_schema(Described::LowerCaseId, Target::OpenApi30),
        expected.replace("a-fA-F", "a-f"),
    );
}

#[test]
fn the_targets_differ_only_in_the_name_of_the_dialect() {
    for described in DESCRIBED {
        let [new, old, openapi] = TARGETS.map(|target| json_schema(described, target));
        let members = openapi.strip_prefix('{').expect("an object");
        assert_eq!(
            new,
            format!(r#"{{"$schema": "https://json-schema.org/draft/2020-12/schema",{members}"#)
        );
        assert_eq!(
            old,
            format!(r#"{{"$schema": "http://json-schema.org/draft-07/schema#",{members}"#)
        );
    }
}

#[test]
fn the_limits_of_the_changes_are_those_of_the_rules() {
    let schema = json_schema(Described::Changes, Target::OpenApi30);
    for (field, maximum) in [
        (Field::Name, NAME_MAXIMUM),
        (Field::Description, DESCRIPTION_MAXIMUM),
    ] {
        let (_, members) = schema
            .split_once(&format!("\"{}\": {{", field.name()))
            .expect("the field is a property");
        let (members, _) = members.split_once('}').expect("the property ends");
        let member = format!("\"maxLength\": {maximum}\n");
        assert!(members.contains(&member), "{members}");
    }
}

#[test]
fn every_field_is_a_property_and_no_other_is_allowed() {
    let schema = json_schema(Described::Changes, Target::OpenApi30);
    for field in Field::ALL {
        let start = format!("\n  \"{}\": {{", field.name());
        assert_eq!(schema.matches(&start).count(), 1, "{schema}");
    }
    assert_eq!(schema.matches("\n  \"").count(), Field::ALL.len());
    assert!(schema.contains("\"additionalProperties\": false"));
}

#[test]
fn no_schema_has_a_format() {
    for described in DESCRIBED {
        for target in TARGETS {
            assert!(!json_schema(described, target).contains("format"));
        }
    }
}
