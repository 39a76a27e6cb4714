//! When a request may begin, and what becomes of an item.

use odeus_integrations::bulk::answer::Answer;
use odeus_integrations::bulk::item::Verdict;
use odeus_integrations::bulk::run::{Next, Options, Run};
use odeus_integrations::errors::code::Code;

use super::support::{
    BROKEN_ITEM, NOT_FOUND, OPTIONS, UNAVAILABLE, begin, closed, end, failed, refused,
};

#[test]
fn only_the_concurrency_limits_a_run_before_the_first_refusal() {
    let mut run = Run::new(OPTIONS);
    let numbers: Vec<u32> = (0..4).map(|_| begin(&mut run, 0.0)).collect();
    assert_eq!(run.next(0.0), Next::Wait(None));
    assert_eq!(
        end(&mut run, numbers[1], &Answer::Updated, 5.0),
        Verdict::Updated
    );
    assert_eq!(begin(&mut run, 5.0), numbers[1]);
    assert_eq!(run.pace_per_second(), None);
}

#[test]
fn a_refusal_closes_the_gate_and_sets_a_pace() {
    let (mut run, _) = closed();
    assert_eq!(run.next(1_000.0), Next::Wait(Some(3_100.0)));
    assert_eq!(run.paused_until(), Some(3_100.0));
    assert!(run.pace_per_second().is_some());
}

#[test]
fn one_request_probes_and_the_others_follow_its_success_in_the_pace() {
    let (mut run, _) = closed();
    let probe = begin(&mut run, 3_100.0);
    assert_eq!(run.next(3_110.0), Next::Wait(Some(301_000.0)));
    assert_eq!(
        end(&mut run, probe, &Answer::Updated, 3_120.0),
        Verdict::Updated
    );
    assert_eq!(run.paused_until(), None);
    let Next::Wait(Some(at)) = run.next(3_120.0) else {
        panic!("the pace does not matter");
    };
    assert!(at > 3_120.0);
    begin(&mut run, at);
}

#[test]
fn a_404_of_the_probe_opens_the_gate() {
    let (mut run, _) = closed();
    let probe = begin(&mut run, 3_100.0);
    assert_eq!(end(&mut run, probe, &NOT_FOUND, 3_120.0), Verdict::Failed);
    assert_eq!(run.paused_until(), None);
}

#[test]
fn a_broken_item_does_not_open_the_gate_and_another_item_probes() {
    let (mut run, _) = closed();
    let probe = begin(&mut run, 3_100.0);
    assert_eq!(end(&mut run, probe, &BROKEN_ITEM, 3_100.0), Verdict::Failed);
    begin(&mut run, 3_100.0);
    assert!(matches!(run.next(3_100.0), Next::Wait(_)));
}

#[test]
fn a_failure_of_the_probe_closes_the_gate_again() {
    let (mut run, _) = closed();
    let probe = begin(&mut run, 3_100.0);
    // The retry waits for 0.5 * 0.5 s, and the gate for 0.5 * 2 s.
    assert_eq!(
        end(&mut run, probe, &UNAVAILABLE, 3_120.0),
        Verdict::Retry(3_370.0)
    );
    assert_eq!(run.next(3_120.0), Next::Wait(Some(4_120.0)));
}

#[test]
fn an_older_answer_does_not_open_the_gate() {
    let (mut run, older) = closed();
    assert_eq!(
        end(&mut run, older, &Answer::Updated, 3_200.0),
        Verdict::Updated
    );
    assert_eq!(run.paused_until(), Some(3_100.0));
}

#[test]
fn a_late_refusal_moves_the_opening_and_does_not_slow_the_next_pace() {
    let (mut run, older) = closed();
    let probe = begin(&mut run, 3_100.0);
    let pace = run.pace_per_second();
    assert_eq!(
        end(&mut run, older, &refused(Some(1_000.0)), 3_110.0),
        Verdict::Refused
    );
    assert_eq!(
        end(&mut run, probe, &Answer::Updated, 3_120.0),
        Verdict::Updated
    );
    assert_eq!(run.next(3_120.0), Next::Wait(Some(4_160.0)));
    assert_eq!(run.pace_per_second(), pace);
}

#[test]
fn a_retryable_failure_waits_with_full_jitter_and_at_least_for_the_named_wait() {
    let mut run = Run::new(Options {
        max_retries: 9,
        ..OPTIONS
    });
    for (retries, wait_ms) in [250.0, 500.0, 1_000.0, 2_000.0, 4_000.0, 4_000.0]
        .into_iter()
        .enumerate()
    {
        let retries = u32::try_from(retries).unwrap();
        let number = begin(&mut run, 0.0);
        let verdict = run.end(number, &UNAVAILABLE, retries, 0.0, 0.5);
        assert_eq!(verdict, Verdict::Retry(wait_ms));
    }
    let number = begin(&mut run, 0.0);
    let named = failed(Code::ServerError, Some(500), true, Some(900.0));
    assert_eq!(end(&mut run, number, &named, 0.0), Verdict::Retry(900.0));
}

#[test]
fn an_item_fails_after_its_retries_and_a_refusal_is_not_one() {
    let mut run = Run::new(OPTIONS);
    let number = begin(&mut run, 0.0);
    assert_eq!(run.end(number, &UNAVAILABLE, 2, 0.0, 0.5), Verdict::Failed);
    let number = begin(&mut run, 0.0);
    assert_eq!(
        run.end(number, &refused(None), 2, 0.0, 0.5),
        Verdict::Refused
    );
}

/// Ends so many requests with a 503, one after another. Returns whether the gate is closed then.
fn fails(run: &mut Run, failures: u32) -> bool {
    for _ in 0..failures {
        let number = begin(run, 0.0);
        end(run, number, &UNAVAILABLE, 0.0);
    }
    run.paused_until().is_some()
}

#[test]
fn twice_the_concurrency_of_failures_in_a_row_closes_the_gate_and_sets_no_pace() {
    let mut run = Run::new(OPTIONS);
    assert!(!fails(&mut run, 7));
    assert!(fails(&mut run, 1));
    assert_eq!(run.pace_per_second(), None);
    let probe = begin(&mut run, 500.0);
    end(&mut run, probe, &Answer::Updated, 520.0);
    assert_eq!(run.paused_until(), None);
    assert_eq!(run.pace_per_second(), None);
}

#[test]
fn the_first_refusal_sets_a_pace_even_if_more_requests_than_ever_were_under_way() {
    let mut run = Run::new(OPTIONS);
    let [first, second, third] = [0; 3].map(|_| begin(&mut run, 0.0));
    end(&mut run, second, &Answer::Updated, 10.0);
    end(&mut run, first, &Answer::Updated, 10.0);
    end(&mut run, third, &refused(Some(1_000.0)), 10.0);
    assert!(run.pace_per_second().is_some());
}

#[test]
fn a_late_refusal_in_an_outage_sets_a_pace() {
    let mut run = Run::new(OPTIONS);
    let older = begin(&mut run, 0.0);
    assert!(fails(&mut run, 8));
    begin(&mut run, 500.0);
    end(&mut run, older, &refused(Some(1_000.0)), 510.0);
    assert!(run.pace_per_second().is_some());
}

#[test]
fn an_answer_ends_the_row_of_failures() {
    for answer in [Answer::Updated, NOT_FOUND] {
        let mut run = Run::new(OPTIONS);
        assert!(!fails(&mut run, 7));
        let number = begin(&mut run, 0.0);
        end(&mut run, number, &answer, 0.0);
        assert!(!fails(&mut run, 7));
        assert!(fails(&mut run, 1));
    }
}

#[test]
fn the_rate_counts_settled_items_only() {
    let mut run = Run::new(OPTIONS);
    for answer in [Answer::Updated, NOT_FOUND, UNAVAILABLE] {
        let number = begin(&mut run, 0.0);
        end(&mut run, number, &answer, 500.0);
    }
    assert_eq!(run.rate_per_second(1_000.0), 2.0);
    assert_eq!(run.eta_ms(1_000.0, 10.0), Some(5_000.0));
}

#[test]
fn the_end_of_an_unknown_request_changes_no_counter() {
    let mut run = Run::new(OPTIONS);
    let number = begin(&mut run, 0.0);
    end(&mut run, number + 7, &Answer::Updated, 0.0);
    for _ in 0..3 {
        begin(&mut run, 0.0);
    }
    assert_eq!(run.next(0.0), Next::Wait(None));
}

#[test]
fn a_clock_that_goes_back_stands_still() {
    let (mut run, _) = closed();
    assert_eq!(run.next(500.0), Next::Wait(Some(3_100.0)));
    assert_eq!(run.next(f64::NAN), Next::Wait(Some(3_100.0)));
    begin(&mut run, 3_100.0);
}

/// Begins a request as soon as it may begin. Returns its number and the time.
fn begin_in_pace(run: &mut Run, now: f64) -> (u32, f64) {
    match run.next(now) {
        Next::Wait(Some(at)) => (begin(run, at), at),
        Next::Begin(number) => (number, now),
        other => panic!("no request begins: {other:?}"),
    }
}

#[test]
fn only_passes_since_the_opening_can_explain_a_refusal_by_the_requests_under_way() {
    for passes_late in [false, true] {
        let mut run = Run::new(Options {
            concurrency: 32,
            ..OPTIONS
        });
        let first = [0; 5].map(|_| begin(&mut run, 0.0));
        end(&mut run, first[4], &refused(Some(1_000.0)), 10.0);
        let late = if passes_late { 3 } else { 4 };
        for number in &first[..late] {
            end(&mut run, *number, &Answer::Updated, 20.0);
        }
        let probe = begin(&mut run, 1_100.0);
        end(&mut run, probe, &Answer::Updated, 1_120.0);
        for number in &first[late..4] {
            end(&mut run, *number, &Answer::Updated, 1_130.0);
        }
        let mut last = (0, 1_130.0);
        for _ in 0..5 {
            last = begin_in_pace(&mut run, last.1);
        }
        let before = run.pace_per_second();
        end(&mut run, last.0, &refused(Some(1_000.0)), last.1 + 10.0);
        assert!(run.pace_per_second() < before);
    }
}
