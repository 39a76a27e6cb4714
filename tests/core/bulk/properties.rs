//! What holds for every sequence of answers. The expected times come from the contract: `Expected` follows
//! the gate by its words.

use std::collections::BTreeMap;

use odeus_integrations::bulk::answer::{Answer, Failed, Meaning};
use odeus_integrations::bulk::item::Verdict;
use odeus_integrations::bulk::run::{Next, Options, Run};
use odeus_integrations::errors::code::Code;
use proptest::prelude::*;

const CONCURRENCY: u32 = 3;

const OPTIONS: Options = Options {
    concurrency: CONCURRENCY,
    max_retries: 2,
    max_pause_ms: 300_000.0,
    max_failures: f64::INFINITY,
};

/// Answers of every kind.
fn any_answer() -> impl Strategy<Value = Answer> {
    let wait = prop_oneof![
        3 => Just(None),
        1 => Just(Some(0.0)),
        1 => (1..50_u32).prop_map(|ms| Some(f64::from(ms))),
        1 => (1..90_u32).prop_map(|seconds| Some(f64::from(seconds) * 1_000.0)),
    ];
    let failed = |code, status, is_retryable| {
        move |retry_after_ms| {
            Answer::Failed(Failed {
                code,
                status,
                is_retryable,
                retry_after_ms,
            })
        }
    };
    prop_oneof![
        6 => Just(Answer::Updated),
        4 => wait.clone().prop_map(failed(Code::RateLimited, Some(429), true)),
        2 => wait.clone().prop_map(failed(Code::ServerError, Some(503), true)),
        2 => wait.clone().prop_map(failed(Code::TimedOut, None, true)),
        1 => wait.clone().prop_map(failed(Code::NotFound, Some(404), false)),
        1 => wait.prop_map(failed(Code::InvalidInput, None, false)),
    ]
}

/// The gate as the contract describes it.
#[derive(Default)]
struct Expected {
    /// When the gate opens, if it is closed.
    opens_at: Option<f64>,
    probe: Option<u32>,
    closings: i32,
    failures_in_row: u32,
}

impl Expected {
    fn may_begin(&self, now: f64) -> bool {
        self.opens_at
            .is_none_or(|at| at <= now && self.probe.is_none())
    }

    fn begin(&mut self, number: u32) {
        if self.opens_at.is_some() {
            self.probe = Some(number);
        }
    }

    fn close(&mut self, now: f64, is_probe: bool, named_ms: Option<f64>, random: f64) {
        if is_probe || self.opens_at.is_none() {
            self.closings += 1;
        }
        let upper = (1_000.0 * 2_f64.powi((self.closings - 1).max(0))).min(60_000.0);
        let named_ms = named_ms.filter(|&ms| ms > 0.0);
        let wait = named_ms.map_or(random * upper, |ms| ms * (1.0 + 0.1 * random));
        self.opens_at = Some(self.opens_at.unwrap_or(now).max(now + wait));
    }

    fn end(&mut self, number: u32, meaning: Meaning, now: f64, random: f64) {
        let is_probe = self.probe == Some(number);
        if is_probe {
            self.probe = None;
        }
        match meaning {
            Meaning::Updated | Meaning::Final | Meaning::Fatal => {
                self.failures_in_row = 0;
                if meaning == Meaning::Updated {
                    self.closings = 0;
                }
                if is_probe && self.opens_at.is_some_and(|at| at <= now) {
                    self.opens_at = None;
                }
            }
            Meaning::Unsent => {}
            Meaning::Refused { retry_after_ms } => {
                self.failures_in_row = 0;
                self.close(now, is_probe, retry_after_ms, random);
            }
            Meaning::Retryable { .. } => {
                self.failures_in_row += 1;
                let is_outage = self.failures_in_row >= 2 * CONCURRENCY;
                if is_probe || (is_outage && self.opens_at.is_none()) {
                    self.failures_in_row = 0;
                    self.close(now, is_probe, None, random);
                }
            }
        }
    }
}

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
    /// Time passes.
    Pass(f64),
    /// The facade has an item.
    Ask,
    /// One of the requests under way ends.
    End(prop::sample::Index, Answer, f64),
}

fn any_step() -> impl Strategy<Value = Step> {
    let ms = prop_oneof![0.0..20.0_f64, 0.0..2_000.0_f64, 0.0..70_000.0_f64];
    prop_oneof![
        2 => ms.prop_map(Step::Pass),
        4 => Just(Step::Ask),
        4 => (any::<prop::sample::Index>(), any_answer(), 0.0..=1.0_f64)
            .prop_map(|(which, answer, random)| Step::End(which, answer, random)),
    ]
}

fn check_pace(run: &Run) -> Result<(), TestCaseError> {
    let pace = run.pace_per_second().unwrap_or(1.0);
    prop_assert!(pace > 0.0 && pace.is_finite(), "the pace is {pace}");
    Ok(())
}

/// The items of a run that is driven to its end. An item is the number of its retries.
struct Drive {
    run: Run,
    now: f64,
    new: u32,
    ready: Vec<u32>,
    waiting: Vec<(f64, u32)>,
    /// The requests under way by their numbers, with their ends and items.
    under_way: BTreeMap<u32, (f64, u32)>,
    settled: u32,
}

impl Drive {
    /// Begins what may begin. Returns when to ask again, and whether the run stopped.
    fn pump(&mut self, latencies: &mut impl Iterator<Item = f64>) -> (Option<f64>, bool) {
        let now = self.now;
        let due = self.waiting.extract_if(.., |(at, _)| *at <= now);
        self.ready.extend(due.map(|(_, item)| item));
        loop {
            if self.ready.is_empty() && self.new > 0 {
                self.new -= 1;
                self.ready.push(0);
            }
            let Some(item) = self.ready.pop() else {
                return (None, false);
            };
            match self.run.next(now) {
                Next::Begin(number) => {
                    let end = now + latencies.next().unwrap();
                    self.under_way.insert(number, (end, item));
                }
                Next::Wait(at) => {
                    self.ready.push(item);
                    return (at, false);
                }
                Next::Stopped(_) => return (None, true),
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_begins_while_the_gate_is_closed_and_one_request_probes(
        steps in proptest::collection::vec(any_step(), 1..300),
    ) {
        let mut run = Run::new(OPTIONS);
        let mut expected = Expected::default();
        let mut under_way: Vec<u32> = Vec::new();
        let mut now = 1_000.0;
        for step in steps {
            match step {
                Step::Pass(ms) => now += ms,
                Step::Ask => match run.next(now) {
                    Next::Begin(number) => {
                        prop_assert!(expected.may_begin(now), "a request begins at {now}");
                        prop_assert!(!under_way.contains(&number));
                        expected.begin(number);
                        under_way.push(number);
                        prop_assert!(under_way.len() <= 3);
                    }
                    Next::Wait(at) => {
                        prop_assert!(at.is_none_or(|at| at > now && at.is_finite()));
                        // Whoever waits for an answer only has a request under way.
                        prop_assert!(at.is_some() || !under_way.is_empty());
                    }
                    Next::Stopped(_) => break,
                },
                Step::End(which, answer, random) => {
                    if under_way.is_empty() {
                        continue;
                    }
                    let number = under_way.swap_remove(which.index(under_way.len()));
                    run.end(number, &answer, 0, now, random);
                    expected.end(number, answer.meaning(), now, random);
                }
            }
            prop_assert_eq!(run.paused_until(), expected.opens_at);
            check_pace(&run)?;
        }
    }

    #[test]
    fn every_run_ends(
        answers in proptest::collection::vec(any_answer(), 1..40),
        latencies in proptest::collection::vec(0.0..9_000.0_f64, 1..40),
        randoms in proptest::collection::vec(0.0..=1.0_f64, 1..40),
        items in 1..100_u32,
    ) {
        let mut answers = answers.iter().cycle();
        let mut latencies = latencies.into_iter().cycle();
        let mut randoms = randoms.into_iter().cycle();
        let mut drive = Drive {
            run: Run::new(OPTIONS),
            now: 0.0,
            new: items,
            ready: Vec::new(),
            waiting: Vec::new(),
            under_way: BTreeMap::new(),
            settled: 0,
        };
        let mut steps = 0;
        while drive.settled < items {
            let (timer, has_stopped) = drive.pump(&mut latencies);
            if has_stopped {
                break;
            }
            let ends = drive.under_way.values().map(|(at, _)| *at);
            let waits = drive.waiting.iter().map(|(at, _)| *at);
            drive.now = ends.chain(waits).chain(timer).reduce(f64::min).unwrap().max(drive.now);
            let now = drive.now;
            for (number, (_, item)) in drive.under_way.extract_if(.., |_, (at, _)| *at <= now) {
                let random = randoms.next().unwrap();
                match drive.run.end(number, answers.next().unwrap(), item, now, random) {
                    Verdict::Refused => drive.ready.push(item),
                    Verdict::Retry(at) => drive.waiting.push((at, item + 1)),
                    Verdict::Updated | Verdict::Failed | Verdict::Abandoned => drive.settled += 1,
                }
            }
            check_pace(&drive.run)?;
            steps += 1;
            prop_assert!(steps < 100_000, "the run does not end");
        }
    }

    #[test]
    fn no_number_breaks_a_run(
        numbers in proptest::collection::vec((any::<f64>(), any::<f64>(), any::<f64>()), 1..60),
        limits in (any::<u32>(), any::<u32>(), any::<f64>(), any::<f64>()),
    ) {
        let mut run = Run::new(Options {
            concurrency: limits.0 % 4,
            max_retries: limits.1,
            max_pause_ms: limits.2,
            max_failures: limits.3,
        });
        for (index, (now, random, wait)) in numbers.into_iter().enumerate() {
            if let Next::Wait(Some(at)) = run.next(now) {
                prop_assert!(at.is_finite());
            }
            let codes = [Code::RateLimited, Code::ServerError, Code::NotFound];
            let answer = Answer::Failed(Failed {
                code: codes[index % 3],
                status: None,
                is_retryable: true,
                retry_after_ms: Some(wait),
            });
            let number = u32::try_from(index % 4).unwrap();
            if let Verdict::Retry(at) = run.end(number, &answer, limits.1 % 9, now, random) {
                prop_assert!(at.is_finite());
            }
            check_pace(&run)?;
            prop_assert!(run.rate_per_second(now).is_finite());
            prop_assert!(run.eta_ms(now, wait).unwrap_or(0.0).is_finite());
            prop_assert!(run.paused_until().unwrap_or(0.0).is_finite());
        }
    }
}
