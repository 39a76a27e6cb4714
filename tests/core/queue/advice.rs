//! The advice for every combination of the facts.

use odeus_integrations::call::applied::Applied;
use odeus_integrations::errors::code::Code;
use odeus_integrations::queue::advice::{Situation, Verdict, advise};

const APPLIED: [Applied; 3] = [Applied::No, Applied::Unknown, Applied::Yes];
const WAITS: [Option<f64>; 5] = [
    None,
    Some(0.0),
    Some(1.0),
    Some(1_500.5),
    Some(f64::INFINITY),
];
const ATTEMPTS: [u32; 7] = [1, 2, 3, 10, 11, 1_000, 2_147_483_647];
const LONGEST: [f64; 4] = [0.0, 1_000.0, 900_000.0, 2_147_483_647.0];
const RANDOM: [f64; 3] = [0.0, 0.5, 1.0 - f64::EPSILON];

/// The first attempt of a job, which met a 500.
const FIRST: Situation = Situation {
    code: Code::ServerError,
    applied: Applied::Unknown,
    is_retryable: true,
    retry_after_ms: None,
    attempt: 1,
    max_delay_ms: 900_000.0,
    random: 0.5,
};

fn every_situation() -> Vec<Situation> {
    let mut situations = Vec::new();
    for code in Code::ALL {
        for applied in APPLIED {
            for is_retryable in [false, true] {
                for retry_after_ms in WAITS {
                    situations.push(Situation {
                        code,
                        applied,
                        is_retryable,
                        retry_after_ms,
                        ..FIRST
                    });
                }
            }
        }
    }
    situations
}

fn every_situation_and_time() -> Vec<Situation> {
    let mut situations = Vec::new();
    for situation in every_situation() {
        for attempt in ATTEMPTS {
            for max_delay_ms in LONGEST {
                for random in RANDOM {
                    situations.push(Situation {
                        attempt,
                        max_delay_ms,
                        random,
                        ..situation
                    });
                }
            }
        }
    }
    situations
}

/// The contract's table, written the other way round: for each verdict, when it is given.
fn is_expected(verdict: Verdict, situation: &Situation) -> bool {
    let code = situation.code;
    let is_done = situation.applied == Applied::Yes;
    let halts = [
        Code::AuthenticationFailed,
        Code::InvalidConfiguration,
        Code::UnsupportedEnvironment,
    ]
    .contains(&code);
    let is_open = !is_done && !halts;
    let names_wait = situation.retry_after_ms.is_some();
    let pauses = is_open
        && code != Code::Aborted
        && (code == Code::RateLimited || situation.is_retryable && names_wait);
    let retries = is_open && !pauses && (situation.is_retryable || code == Code::Aborted);
    match verdict {
        Verdict::Done => is_done,
        Verdict::Halt => !is_done && halts,
        Verdict::Pause => pauses,
        Verdict::Retry => retries,
        Verdict::Drop => is_open && !pauses && !retries,
    }
}

fn delay(situation: Situation) -> Option<f64> {
    advise(&situation).1
}

#[test]
fn every_combination_gives_the_verdict_of_the_contract() {
    for situation in every_situation_and_time() {
        let (verdict, _) = advise(&situation);
        assert!(is_expected(verdict, &situation), "{situation:?}");
    }
}

#[test]
fn a_job_that_stays_has_a_delay_and_a_job_that_leaves_has_none() {
    for situation in every_situation_and_time() {
        let (verdict, delay_ms) = advise(&situation);
        let leaves = matches!(verdict, Verdict::Done | Verdict::Drop);
        assert_eq!(delay_ms.is_none(), leaves, "{situation:?}");
    }
}

#[test]
fn a_delay_is_a_whole_number_and_never_above_the_longest() {
    for situation in every_situation_and_time() {
        let Some(delay_ms) = delay(situation) else {
            continue;
        };
        assert!(
            (0.0..=situation.max_delay_ms).contains(&delay_ms),
            "{situation:?}"
        );
        assert_eq!(delay_ms.fract(), 0.0, "{situation:?}");
    }
}

#[test]
fn a_delay_is_at_least_the_named_wait_unless_the_queue_takes_less() {
    for situation in every_situation_and_time() {
        let Some(delay_ms) = delay(situation) else {
            continue;
        };
        let named = situation.retry_after_ms.unwrap_or(0.0);
        if situation.code != Code::Aborted {
            assert!(
                delay_ms >= named.min(situation.max_delay_ms),
                "{situation:?}"
            );
        }
    }
}

#[test]
fn a_named_wait_becomes_up_to_a_tenth_longer() {
    for attempt in ATTEMPTS {
        for (random, expected) in [(0.0, 2_000.0), (0.5, 2_100.0), (1.0, 2_200.0)] {
            let situation = Situation {
                retry_after_ms: Some(2_000.0),
                attempt,
                random,
                ..FIRST
            };
            assert_eq!(advise(&situation), (Verdict::Pause, Some(expected)));
        }
    }
}

#[test]
fn without_a_named_wait_the_upper_end_begins_with_1_s_and_doubles() {
    for (attempt, end) in [(1, 1_000.0), (2, 2_000.0), (3, 4_000.0), (10, 512_000.0)] {
        for retry_after_ms in [None, Some(0.0)] {
            for code in [Code::RateLimited, Code::ServerError] {
                let situation = Situation {
                    code,
                    retry_after_ms,
                    attempt,
                    ..FIRST
                };
                assert_eq!(delay(situation), Some(end / 2.0), "{situation:?}");
            }
        }
    }
    let late = Situation {
        attempt: 2_147_483_647,
        ..FIRST
    };
    assert_eq!(delay(late), Some(450_000.0));
}

#[test]
fn an_aborted_job_is_tried_at_once() {
    let situation = Situation {
        code: Code::Aborted,
        is_retryable: false,
        ..FIRST
    };
    assert_eq!(advise(&situation), (Verdict::Retry, Some(0.0)));
}

#[test]
fn a_failure_that_every_job_would_meet_halts_for_five_minutes_or_the_named_wait() {
    for (retry_after_ms, expected) in [
        (None, 300_000.0),
        (Some(1_000.0), 300_000.0),
        (Some(400_000.0), 400_000.0),
    ] {
        let situation = Situation {
            code: Code::AuthenticationFailed,
            is_retryable: false,
            retry_after_ms,
            ..FIRST
        };
        assert_eq!(advise(&situation), (Verdict::Halt, Some(expected)));
    }
}

#[test]
fn a_code_is_found_by_its_number() {
    for code in Code::ALL {
        assert_eq!(Code::from_number(code as usize), code);
    }
    assert_eq!(Code::from_number(Code::ALL.len()), Code::InternalError);
}
