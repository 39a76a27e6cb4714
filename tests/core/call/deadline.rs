//! How long an attempt may take.

use odeus_integrations::call::deadline::{Deadline, attempt_limit_ms};

#[test]
fn an_attempt_ends_with_the_deadline_that_comes_first() {
    for (left_ms, attempt_timeout_ms, deadline, limit_ms) in [
        (30_000.0, 9_000.0, Deadline::Attempt, 9_000.0),
        (9_000.5, 9_000.0, Deadline::Attempt, 9_000.0),
        (9_000.0, 9_000.0, Deadline::Call, 9_000.0),
        (8_999.5, 9_000.0, Deadline::Call, 8_999.5),
        (0.0, 9_000.0, Deadline::Call, 0.0),
        (-5.0, 9_000.0, Deadline::Call, 0.0),
    ] {
        assert_eq!(Deadline::of_attempt(left_ms, attempt_timeout_ms), deadline);
        assert_eq!(attempt_limit_ms(left_ms, attempt_timeout_ms), limit_ms);
    }
}
