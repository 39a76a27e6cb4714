//! The repetition of an attempt, explored: every sequence of outcomes up to four attempts, on a grid of
//! times, tokens and random numbers.
//!
//! `choices` walks through all sequences, `script` holds what can happen and what it means, `fake` is the
//! call that the code under test repeats. The properties are here.

mod choices;
mod fake;
mod script;

use std::pin::pin;
use std::task::{Context, Waker};

use odeus_integrations::call::repetition::{Stage, repeat};

use choices::Choices;
use fake::{Fake, Limits, Traced};
use script::Said;

/// Makes a call from its first attempt to its end, and returns the fake with its trace.
///
/// With traps every wait and every attempt loses its future once, and the function is entered again.
fn run(limits: Limits, choices: &mut Choices) -> Fake<'_> {
    let fake = Fake::new(limits, choices);
    if fake.make_first_attempt() {
        let mut context = Context::from_waker(Waker::noop());
        let mut stage = Stage::Failed;
        while pin!(repeat(&fake, stage)).poll(&mut context).is_pending() {
            stage = fake.stage();
        }
    }
    fake
}

/// Every combination of the limits.
fn grid() -> impl Iterator<Item = Limits> {
    let times = [
        (30_000.0, 9_000.0),
        (30_000.0, 400.0),
        (1_000.0, 2_000.0),
        (1_000.0, 400.0),
        (1_000.0, 1_000.0),
    ];
    let budgets = [(500, 3), (14, 3), (9, 3), (4, 3), (500, 0), (500, 1)];
    times
        .into_iter()
        .flat_map(move |(timeout_ms, attempt_timeout_ms)| {
            budgets.into_iter().flat_map(move |(tokens, max_retries)| {
                [0.0, 0.999].into_iter().flat_map(move |random| {
                    [false, true].map(|has_traps| Limits {
                        timeout_ms,
                        attempt_timeout_ms,
                        tokens,
                        max_retries,
                        random,
                        has_traps,
                    })
                })
            })
        })
}

#[test]
fn every_sequence_of_outcomes_keeps_the_promises_of_a_call() {
    let mut count = 0;
    for limits in grid() {
        let mut choices = Choices::default();
        loop {
            let fake = run(limits, &mut choices);
            let story = format!("{limits:?}\n{:#?}", fake.trace());
            check_attempts(&limits, &fake.trace(), &story);
            check_waits(&limits, &fake.trace(), &story);
            check_end(&limits, &fake, &story);
            count += 1;
            drop(fake);
            if !choices.next_sequence() {
                break;
            }
        }
    }
    assert!(count > 100_000, "only {count} sequences");
}

fn check_attempts(limits: &Limits, trace: &[Traced], story: &str) {
    let mut attempts = 0;
    let mut is_over = false;
    for traced in trace {
        if let Traced::Attempt { at_ms, .. } = traced {
            attempts += 1;
            assert!(
                !is_over,
                "an attempt began after the call was over: {story}"
            );
            assert!(
                *at_ms < limits.timeout_ms,
                "it began past the deadline: {story}"
            );
        }
        is_over |= traced.ends_the_call();
        if let Traced::Attempt { until_ms, .. } = traced {
            assert!(
                *until_ms <= limits.timeout_ms,
                "it outlived the call: {story}"
            );
        }
    }
    assert!(attempts <= 1 + limits.max_retries, "{story}");
}

fn check_waits(limits: &Limits, trace: &[Traced], story: &str) {
    let mut tokens = limits.tokens;
    let mut ceiling: f64 = 500.0;
    let mut last: Option<(Said, f64)> = None;
    for traced in trace {
        match traced {
            Traced::Attempt { said, until_ms, .. } => last = Some((*said, *until_ms)),
            Traced::Wait {
                at_ms,
                delay_ms,
                cost,
                ..
            } => {
                let (said, ended_ms) = last.expect("a wait follows an attempt");
                let floor = said.retry_after_ms();
                assert!(said.allows_a_retry(), "{story}");
                assert!(
                    at_ms + delay_ms >= ended_ms + floor,
                    "earlier than the API asked: {story}"
                );
                assert!(*delay_ms <= floor.max(ceiling * limits.random), "{story}");
                assert!(
                    at_ms + delay_ms < limits.timeout_ms,
                    "a wait that does not fit: {story}"
                );
                assert_eq!(*cost, if said.is_timeout() { 10 } else { 5 }, "{story}");
                tokens = tokens
                    .checked_sub(*cost)
                    .expect("the budget is never negative");
                ceiling = (ceiling * 2.0).min(8_000.0);
            }
        }
    }
}

fn check_end(limits: &Limits, fake: &Fake<'_>, story: &str) {
    let trace = fake.trace();
    let said: Vec<Said> = trace.iter().filter_map(Traced::said).collect();
    let last = *said.last().expect("a call makes an attempt");
    if last.is_answer() {
        return;
    }
    assert_eq!(fake.applied_so_far(), script::applied(&said), "{story}");
    // A call that could go on goes on.
    let has_waited = matches!(trace.last(), Some(Traced::Wait { .. }));
    let cost = if last.is_timeout() { 10 } else { 5 };
    let attempts = u32::try_from(said.len()).expect("a few attempts");
    let delay_ms = last
        .retry_after_ms()
        .max(limits.random * (500.0 * f64::from(1 << (attempts - 1))).min(8_000.0));
    let could_go_on = last.allows_a_retry()
        && attempts <= limits.max_retries
        && fake.tokens_left() >= cost
        && fake.now_ms() + delay_ms < limits.timeout_ms;
    assert!(has_waited || !could_go_on, "it gave up too early: {story}");
}
