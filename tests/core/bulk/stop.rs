//! What stops a run, and what becomes of the items then.

use odeus_integrations::bulk::answer::Answer;
use odeus_integrations::bulk::item::Verdict;
use odeus_integrations::bulk::run::{Next, Options, Run, Stop};

use super::support::{
    BROKEN_ITEM, NOT_FOUND, OPTIONS, UNAUTHORIZED, UNAVAILABLE, begin, closed, end, refused,
};

#[test]
fn a_401_stops_the_run_and_leaves_the_item_unsettled() {
    let mut run = Run::new(OPTIONS);
    let [first, second, third] = [0; 3].map(|_| begin(&mut run, 0.0));
    assert_eq!(
        end(&mut run, first, &UNAUTHORIZED, 10.0),
        Verdict::Abandoned
    );
    assert_eq!(run.next(10.0), Next::Stopped(Stop::Fatal));
    assert_eq!(run.stopped(), Some(Stop::Fatal));
    assert_eq!(
        end(&mut run, second, &Answer::Updated, 20.0),
        Verdict::Updated
    );
    assert_eq!(end(&mut run, third, &UNAVAILABLE, 20.0), Verdict::Abandoned);
}

#[test]
fn a_stopped_run_repeats_nothing() {
    let mut run = Run::new(OPTIONS);
    let [first, second, third] = [0; 3].map(|_| begin(&mut run, 0.0));
    run.stop(Stop::Facade);
    assert_eq!(
        end(&mut run, first, &refused(None), 10.0),
        Verdict::Abandoned
    );
    assert_eq!(end(&mut run, second, &NOT_FOUND, 10.0), Verdict::Failed);
    assert_eq!(run.end(third, &UNAVAILABLE, 2, 10.0, 0.5), Verdict::Failed);
    assert_eq!(run.next(9e9), Next::Stopped(Stop::Facade));
}

#[test]
fn a_run_stops_after_so_many_failed_items() {
    let mut run = Run::new(Options {
        max_failures: 2.0,
        ..OPTIONS
    });
    let [first, second] = [0; 2].map(|_| begin(&mut run, 0.0));
    assert_eq!(end(&mut run, first, &NOT_FOUND, 10.0), Verdict::Failed);
    assert_eq!(run.stopped(), None);
    assert_eq!(end(&mut run, second, &BROKEN_ITEM, 10.0), Verdict::Failed);
    assert_eq!(run.next(10.0), Next::Stopped(Stop::MaxFailures));
}

#[test]
fn a_run_stops_when_the_gate_was_closed_for_too_long() {
    let mut run = Run::new(Options {
        max_pause_ms: 5_000.0,
        ..OPTIONS
    });
    let first = begin(&mut run, 1_000.0);
    let older = begin(&mut run, 1_000.0);
    end(&mut run, first, &refused(Some(60_000.0)), 1_000.0);
    assert_eq!(run.next(1_000.0), Next::Wait(Some(6_000.0)));
    end(&mut run, older, &Answer::Updated, 2_000.0);
    assert_eq!(run.next(6_000.0), Next::Wait(Some(7_000.0)));
    assert_eq!(run.next(7_000.0), Next::Stopped(Stop::MaxPause));
}

#[test]
fn a_probe_without_an_answer_does_not_hold_the_run_for_longer_than_the_longest_pause() {
    let (mut run, _) = closed();
    begin(&mut run, 3_100.0);
    assert_eq!(run.next(301_000.0), Next::Stopped(Stop::MaxPause));
}

#[test]
fn a_run_without_a_longest_pause_waits_for_the_answer_of_the_probe() {
    let mut run = Run::new(Options {
        max_pause_ms: f64::INFINITY,
        ..OPTIONS
    });
    let number = begin(&mut run, 0.0);
    end(&mut run, number, &refused(Some(100.0)), 0.0);
    begin(&mut run, 105.0);
    assert_eq!(run.next(1e9), Next::Wait(None));
}

#[test]
fn the_first_reason_to_stop_stays() {
    let mut run = Run::new(OPTIONS);
    run.stop(Stop::Facade);
    run.stop(Stop::MaxPause);
    assert_eq!(run.stopped(), Some(Stop::Facade));
}
