//! The rules of the input on JavaScript strings.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::errors::{describe, issue_parts};
use super::read_start;
use crate::errors::failure::Failure;
use crate::input::field::Field;
use crate::input::issue::Issue;
use crate::input::rules::{Runtime, Violations, is_uuid, violations};
use crate::input::shape::Shape;
use crate::input::violation::Violation;
use crate::text::utf16::{READ_LIMIT, Text, to_unicode};

/// More code units than the longest kind that [`Shape::advice`] knows.
const KIND_LIMIT: usize = 20;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The caller's object as it was when the call began. */
export interface Snapshot {
  /** What it is. */
  readonly shape: Shape;
  /** The name that `Object.prototype.toString` gives to it, if it does not hold fields. */
  readonly kind: string;
  /** Its own enumerable properties. They are not read if it is not an object, or is iterable. */
  readonly entries: readonly Entry[];
  /** Whether listing its properties threw an error. */
  readonly unreadable: boolean;
}
/** One property of that object. */
export interface Entry {
  readonly key: string;
  readonly value: unknown;
  /** Whether reading it threw an error. */
  readonly unreadable: boolean;
  /** Whether every surrogate of the string has its partner. */
  readonly isWellFormed: boolean;
  /** Whether the runtime parses the string as an http or https URL. */
  readonly isWebUrl: boolean;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// The facade's snapshot of the caller's object. It read each property once.
    #[wasm_bindgen(typescript_type = "Snapshot")]
    pub type Snapshot;
    #[wasm_bindgen(method, getter)]
    fn shape(this: &Snapshot) -> Shape;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Snapshot) -> JsString;
    #[wasm_bindgen(method, getter)]
    fn entries(this: &Snapshot) -> Array;
    #[wasm_bindgen(method, getter)]
    fn unreadable(this: &Snapshot) -> bool;

    type Entry;
    #[wasm_bindgen(method, getter)]
    fn key(this: &Entry) -> JsString;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Entry) -> JsValue;
    #[wasm_bindgen(method, getter, js_name = unreadable)]
    fn is_unreadable(this: &Entry) -> bool;
    #[wasm_bindgen(method, getter, js_name = isWellFormed)]
    fn is_well_formed(this: &Entry) -> bool;
    #[wasm_bindgen(method, getter, js_name = isWebUrl)]
    fn is_web_url(this: &Entry) -> bool;
}

/// Whether the strings certainly break no rule. Most calls need no other check.
///
/// `units` holds the code units of the id and of the fields, one after the other. The numbers are
/// their lengths, -1 for a string that is left out. If the result is `false`, [`find_issues`] or
/// [`find_input_failure`] must look. They ask the runtime what the core cannot decide.
#[wasm_bindgen]
pub fn accepts(
    units: &[u16],
    id: i32,
    name: i32,
    description: i32,
    icon_url: i32,
    color: i32,
) -> bool {
    let mut rest = units;
    let mut take = |length: i32| {
        let (text, tail) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        rest = tail;
        Some(Text::Whole(text))
    };
    let is_id_right = take(id).is_none_or(is_uuid);
    let mut is_field_right = |field: Field, length| match take(length) {
        Some(text) => violations(field, text, &NoRuntime) == [None, None],
        None => true,
    };
    is_id_right
        && is_field_right(Field::Name, name)
        && is_field_right(Field::Description, description)
        && is_field_right(Field::IconUrl, icon_url)
        && is_field_right(Field::Color, color)
}

/// Every rule that the changes break.
#[wasm_bindgen(js_name = findIssues, unchecked_return_type = "IssueParts[]")]
pub fn find_issues(changes: &Snapshot) -> JsValue {
    let mut issues = Vec::new();
    add_issues_of_changes(&mut issues, changes);
    issue_parts(&issues).to_js()
}

/// The rule that an id breaks, if it breaks one.
#[wasm_bindgen(js_name = findIssuesOfId, unchecked_return_type = "IssueParts[]")]
pub fn find_issues_of_id(id: &JsValue) -> JsValue {
    issue_parts(issue_of_id(id).as_slice()).to_js()
}

/// The failure of an id and changes that break rules, `undefined` if they break no rule.
#[wasm_bindgen(js_name = findInputFailure, unchecked_return_type = "FailureParts | undefined")]
pub fn find_input_failure(id: &JsValue, changes: &Snapshot) -> JsValue {
    let mut issues: Vec<Issue> = issue_of_id(id).into_iter().collect();
    add_issues_of_changes(&mut issues, changes);
    if issues.is_empty() {
        JsValue::UNDEFINED
    } else {
        describe(&Failure::input(issues))
    }
}

/// The id in lower case, `undefined` if the value is not a UUID.
#[wasm_bindgen(js_name = readId)]
#[must_use]
pub fn read_id(id: &JsValue) -> Option<JsString> {
    let text = id.dyn_ref::<JsString>()?;
    issue_of_id(id).is_none().then(|| text.to_lower_case())
}

fn issue_of_id(id: &JsValue) -> Option<Issue> {
    let Some(id) = id.dyn_ref::<JsString>() else {
        return Some(Issue::id_is_no_string());
    };
    let start = read_start(id, 100);
    (!is_uuid(Text::Whole(&start))).then(Issue::no_uuid)
}

fn add_issues_of_changes(issues: &mut Vec<Issue>, changes: &Snapshot) {
    let shape = changes.shape();
    if changes.unreadable() {
        issues.push(Issue::unreadable(None));
    } else if shape.holds_fields() {
        for entry in changes.entries().iter() {
            add_issues_of_entry(issues, entry.unchecked_ref());
        }
    } else {
        let kind = to_unicode(&read_start(&changes.kind(), KIND_LIMIT));
        issues.push(Issue::changes_hold_no_fields(shape, &kind));
    }
}

fn add_issues_of_entry(issues: &mut Vec<Issue>, entry: &Entry) {
    let key = read_start(&entry.key(), READ_LIMIT);
    let name = to_unicode(&key);
    match Field::ALL.into_iter().find(|field| field.name() == name) {
        None => issues.push(Issue::unknown_field(&key)),
        Some(field) if entry.is_unreadable() => issues.push(Issue::unreadable(Some(field))),
        Some(field) => {
            for violation in violations_of_value(field, entry).into_iter().flatten() {
                issues.push(Issue::of_field(field, violation));
            }
        }
    }
}

fn violations_of_value(field: Field, entry: &Entry) -> Violations {
    let value = entry.value();
    let Some(string) = value.dyn_ref::<JsString>() else {
        let is_left_out = value.is_undefined();
        return [(!is_left_out).then_some(Violation::InvalidType), None];
    };
    let length = string.length() as usize;
    let start = read_start(
        string,
        if length <= READ_LIMIT {
            READ_LIMIT
        } else {
            100
        },
    );
    let text = if length <= READ_LIMIT {
        Text::Whole(&start)
    } else {
        Text::Long {
            start: &start,
            length,
        }
    };
    violations(field, text, entry)
}

/// The answers for [`accepts`], which does not ask the runtime. What the core cannot decide counts as
/// a broken rule there.
struct NoRuntime;

impl Runtime for NoRuntime {
    fn is_well_formed(&self) -> bool {
        false
    }

    fn is_web_url(&self) -> bool {
        false
    }
}

impl Runtime for Entry {
    fn is_well_formed(&self) -> bool {
        self.is_well_formed()
    }

    fn is_web_url(&self) -> bool {
        self.is_web_url()
    }
}
