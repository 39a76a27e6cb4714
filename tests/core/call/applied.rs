//! Whether a call made the update.

use odeus_integrations::call::applied::Applied;

#[test]
fn the_head_of_an_answer_says_whether_the_update_was_made() {
    for status in 0..=999 {
        let expected = match status / 100 {
            2 => Applied::Yes,
            3 | 4 => Applied::No,
            _ if status == 0 => Applied::No,
            _ => Applied::Unknown,
        };
        assert_eq!(Applied::by_head(Some(status)), expected, "{status}");
    }
    assert_eq!(Applied::by_head(None), Applied::Unknown);
}

#[test]
fn of_two_attempts_the_one_that_says_more_counts() {
    use Applied::{No, Unknown, Yes};
    for (before, attempt, both) in [
        (No, No, No),
        (No, Unknown, Unknown),
        (Unknown, No, Unknown),
        (Unknown, Unknown, Unknown),
        (No, Yes, Yes),
        (Yes, No, Yes),
        (Unknown, Yes, Yes),
        (Yes, Unknown, Yes),
        (Yes, Yes, Yes),
    ] {
        assert_eq!(before.and(attempt), both);
    }
}
