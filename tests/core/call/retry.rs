//! Whether and when a failed attempt is repeated.

use odeus_integrations::call::retry::{
    Decision, FULL_BUDGET, Repeat, Situation, decide, jitter, may_begin, refill,
};

use crate::support::Random;

/// A first attempt that failed and may be repeated, with all the time of a call left.
const FIRST: Situation = Situation {
    attempts: 1,
    max_retries: 2,
    repeat: Repeat::Yes,
    floor_ms: 0.0,
    left_ms: 30_000.0,
    tokens: FULL_BUDGET,
    random: 0.5,
};

/// The wait's upper end before each retry, in milliseconds.
const CEILINGS: [f64; 7] = [500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 8_000.0, 8_000.0];

fn retry(delay_ms: f64, cost: u32) -> Decision {
    Decision::Retry { delay_ms, cost }
}

#[test]
fn a_failure_that_a_repeat_may_mend_is_repeated() {
    assert_eq!(decide(&FIRST), retry(250.0, 5));
}

#[test]
fn a_failure_that_no_repeat_mends_is_final() {
    let situation = Situation {
        repeat: Repeat::No,
        ..FIRST
    };
    assert_eq!(decide(&situation), Decision::Stop);
}

#[test]
fn as_many_retries_are_made_as_allowed_and_no_more() {
    for max_retries in 0..=10 {
        for attempts in 1..=12 {
            let situation = Situation {
                attempts,
                max_retries,
                ..FIRST
            };
            let goes_on = decide(&situation) != Decision::Stop;
            assert_eq!(goes_on, attempts <= max_retries, "{situation:?}");
        }
    }
}

#[test]
fn a_retry_costs_5_tokens_and_after_a_timeout_10() {
    for (repeat, cost) in [(Repeat::Yes, 5), (Repeat::AfterTimeout, 10)] {
        for (tokens, goes_on) in [(0, false), (cost - 1, false), (cost, true), (500, true)] {
            let situation = Situation {
                repeat,
                tokens,
                ..FIRST
            };
            let expected = if goes_on {
                retry(250.0, cost)
            } else {
                Decision::Stop
            };
            assert_eq!(decide(&situation), expected, "{situation:?}");
        }
    }
}

#[test]
fn the_floor_is_under_the_wait() {
    for (floor_ms, delay_ms) in [
        (0.0, 250.0),
        (249.0, 250.0),
        (251.0, 251.0),
        (20_000.0, 20_000.0),
    ] {
        let situation = Situation { floor_ms, ..FIRST };
        assert_eq!(decide(&situation), retry(delay_ms, 5));
    }
}

#[test]
fn a_wait_that_does_not_fit_into_the_time_left_is_not_begun() {
    for (left_ms, goes_on) in [
        (250.5, true),
        (250.0, false),
        (249.0, false),
        (0.0, false),
        (-1.0, false),
        (f64::NAN, false),
    ] {
        let situation = Situation { left_ms, ..FIRST };
        assert_eq!(decide(&situation) != Decision::Stop, goes_on, "{left_ms}");
    }
    let by_the_floor = Situation {
        floor_ms: 30_000.0,
        ..FIRST
    };
    assert_eq!(decide(&by_the_floor), Decision::Stop);
}

#[test]
fn nothing_begins_when_the_time_is_used_up() {
    assert!(may_begin(f64::MIN_POSITIVE));
    for left_ms in [0.0, -0.0, -1.0, f64::NAN] {
        assert!(!may_begin(left_ms), "{left_ms}");
    }
}

#[test]
fn the_wait_doubles_from_half_a_second_to_8_seconds() {
    for (attempts, ceiling) in (1..).zip(CEILINGS) {
        assert_eq!(jitter(attempts, 0.0), 0.0);
        assert_eq!(jitter(attempts, 0.5), ceiling / 2.0);
        assert_eq!(jitter(attempts, 1.0), ceiling);
    }
    for attempts in [32, 1_100, u32::MAX] {
        assert_eq!(jitter(attempts, 1.0), 8_000.0);
    }
    assert_eq!(jitter(0, 1.0), 500.0);
}

#[test]
fn ten_thousand_waits_are_spread_evenly_up_to_the_ceiling() {
    const WAITS: u32 = 10_000;
    for (attempts, ceiling) in (1..).zip(CEILINGS) {
        let mut random = Random(u64::from(attempts));
        let waits: Vec<f64> = (0..WAITS)
            .map(|_| jitter(attempts, random.next()))
            .collect();
        assert!(waits.iter().all(|wait| (0.0..ceiling).contains(wait)));

        // A mean of 10,000 uniform numbers is off by 0.29% of the range in one of three runs.
        let mean = waits.iter().sum::<f64>() / f64::from(WAITS);
        assert!((mean / ceiling - 0.5).abs() < 0.015, "{mean}");

        let mut tenths = [0_u32; 10];
        for wait in &waits {
            let tenth = (1..10).filter(|tenth| *wait >= ceiling * f64::from(*tenth) / 10.0);
            tenths[tenth.count()] += 1;
        }
        assert!(
            tenths.iter().all(|count| (850..1_150).contains(count)),
            "{tenths:?}"
        );
    }
}

#[test]
fn a_success_gives_back_what_the_last_retry_took_or_1() {
    for (tokens, last_cost, expected) in [
        (0, 0, 1),
        (0, 1, 1),
        (0, 5, 5),
        (100, 0, 101),
        (100, 5, 105),
        (100, 10, 110),
        (495, 5, 500),
        (496, 5, 500),
        (499, 0, 500),
        (500, 0, 500),
        (500, 10, 500),
        (u32::MAX, 10, 500),
    ] {
        assert_eq!(refill(tokens, last_cost), expected, "{tokens} {last_cost}");
    }
    assert_eq!(FULL_BUDGET, 500);
}

#[test]
fn a_thousand_calls_into_an_outage_send_at_most_1_100_requests() {
    let mut tokens = FULL_BUDGET;
    let mut requests = 0;
    for _ in 0..1_000 {
        for attempts in 1.. {
            requests += 1;
            let situation = Situation {
                attempts,
                tokens,
                ..FIRST
            };
            match decide(&situation) {
                Decision::Retry { cost, .. } => tokens -= cost,
                Decision::Stop => break,
            }
        }
    }
    assert_eq!(requests, 1_100);
}
