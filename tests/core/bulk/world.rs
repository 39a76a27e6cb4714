//! A simulated world: runs that share one API, in virtual time. It does what the facade does with the
//! items: refused ones go first, then those whose wait is over, then new ones.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

use odeus_integrations::bulk::answer::{Answer, Failed};
use odeus_integrations::bulk::item::Verdict;
use odeus_integrations::bulk::run::{Next, Options, Run, Stop};
use odeus_integrations::errors::code::Code;

use super::apis::{Api, Reply};
use crate::support::Random;

/// What is simulated.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// The runs. Each begins 300 ms after the one before.
    pub runs: u32,
    /// The items of each run.
    pub updates: u32,
    /// The `concurrency` of each run.
    pub concurrency: u32,
    /// The mean time of an update. Single ones take up to a fifth less or more.
    pub latency_ms: f64,
    /// The time of a refusal, and of a 503.
    pub refusal_ms: f64,
    pub seed: u64,
}

/// What became of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// When each update was made.
    pub updated_at: Vec<f64>,
    pub failed: u32,
    pub refused: u32,
    pub stop: Option<Stop>,
    /// When the last item was settled.
    pub ended_at: f64,
    pub pace: Option<f64>,
}

/// Something that happens at a time. The earliest is the greatest, because a heap gives the greatest first.
#[derive(Clone, Copy, Debug)]
struct Event {
    at: f64,
    order: u32,
    run: usize,
    /// `None`: a timer of the run fires.
    end: Option<End>,
}

/// The end of a request.
#[derive(Clone, Copy, Debug)]
struct End {
    number: u32,
    retries: u32,
    reply: Reply,
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        let at = other.at.total_cmp(&self.at);
        at.then(other.order.cmp(&self.order))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Event {}

/// A run and its items. An item is the number of its retries.
struct Runner {
    policy: Run,
    new: u32,
    refused: VecDeque<u32>,
    /// Items that wait, and until when.
    waiting: Vec<(f64, u32)>,
    /// When the next timer fires.
    timer: f64,
    report: Report,
}

struct World<'a> {
    setup: Setup,
    api: &'a mut dyn Api,
    now: f64,
    under_way: u32,
    events: BinaryHeap<Event>,
    order: u32,
    random: Random,
}

/// Runs a world to its end. Returns the reports of the runs.
pub fn simulate(setup: Setup, api: &mut dyn Api) -> Vec<Report> {
    let mut runners: Vec<Runner> = (0..setup.runs).map(|_| Runner::new(setup)).collect();
    let mut world = World {
        setup,
        api,
        now: 0.0,
        under_way: 0,
        events: BinaryHeap::new(),
        order: 0,
        random: Random(setup.seed),
    };
    for run in 0..setup.runs {
        let index = usize::try_from(run).unwrap();
        world.push(f64::from(run) * 300.0, index, None);
    }
    while let Some(event) = world.events.pop() {
        assert!(world.order < 1_000_000, "the world does not end");
        world.now = event.at;
        let runner = &mut runners[event.run];
        match event.end {
            Some(end) => world.end(runner, end),
            None if runner.timer == event.at => runner.timer = f64::INFINITY,
            None => {}
        }
        world.pump(event.run, runner);
    }
    runners.into_iter().map(|runner| runner.report).collect()
}

impl Runner {
    fn new(setup: Setup) -> Self {
        Self {
            policy: Run::new(Options {
                concurrency: setup.concurrency,
                max_retries: 4,
                max_pause_ms: 300_000.0,
                max_failures: f64::INFINITY,
            }),
            new: setup.updates,
            refused: VecDeque::new(),
            waiting: Vec::new(),
            timer: f64::INFINITY,
            report: Report::default(),
        }
    }

    /// The position of a waiting item whose wait is over.
    fn due(&self, now: f64) -> Option<usize> {
        self.waiting.iter().position(|(at, _)| *at <= now)
    }

    fn has_item(&self, now: f64) -> bool {
        !self.refused.is_empty() || self.due(now).is_some() || self.new > 0
    }

    /// Takes the item that comes next.
    fn take(&mut self, now: f64) -> u32 {
        if let Some(retries) = self.refused.pop_front() {
            return retries;
        }
        if let Some(index) = self.due(now) {
            return self.waiting.swap_remove(index).1;
        }
        self.new -= 1;
        0
    }
}

impl World<'_> {
    fn push(&mut self, at: f64, run: usize, end: Option<End>) {
        self.order += 1;
        self.events.push(Event {
            at,
            order: self.order,
            run,
            end,
        });
    }

    /// Begins what may begin, and sets a timer for the rest.
    fn pump(&mut self, run: usize, runner: &mut Runner) {
        while runner.has_item(self.now) {
            match runner.policy.next(self.now) {
                Next::Begin(number) => {
                    let retries = runner.take(self.now);
                    self.send(run, number, retries);
                }
                Next::Wait(Some(at)) => return self.wake(run, runner, at),
                Next::Wait(None) => return,
                Next::Stopped(stop) => {
                    runner.report.stop = Some(stop);
                    return;
                }
            }
        }
        let next = runner.waiting.iter().map(|(at, _)| *at);
        if let Some(at) = next.reduce(f64::min) {
            self.wake(run, runner, at);
        }
    }

    /// Sets a timer. It fires at a whole millisecond.
    fn wake(&mut self, run: usize, runner: &mut Runner, at: f64) {
        let at = at.max(self.now + 0.001).ceil();
        if at < runner.timer {
            runner.timer = at;
            self.push(at, run, None);
        }
    }

    fn send(&mut self, run: usize, number: u32, retries: u32) {
        let reply = self.api.ask(self.now, self.under_way);
        let ms = if reply == Reply::Accept {
            self.under_way += 1;
            self.setup.latency_ms * (0.8 + 0.4 * self.random.next())
        } else {
            self.setup.refusal_ms
        };
        let end = End {
            number,
            retries,
            reply,
        };
        self.push(self.now + ms, run, Some(end));
    }

    fn end(&mut self, runner: &mut Runner, end: End) {
        if end.reply == Reply::Accept {
            self.under_way -= 1;
        }
        let random = self.random.next();
        let answer = answer(end.reply);
        let verdict = runner
            .policy
            .end(end.number, &answer, end.retries, self.now, random);
        let report = &mut runner.report;
        if matches!(end.reply, Reply::Refuse(_)) {
            report.refused += 1;
        }
        match verdict {
            Verdict::Updated => report.updated_at.push(self.now),
            Verdict::Failed | Verdict::Abandoned => report.failed += 1,
            Verdict::Refused => return runner.refused.push_back(end.retries),
            Verdict::Retry(at) => return runner.waiting.push((at, end.retries + 1)),
        }
        report.ended_at = self.now;
        report.pace = runner.policy.pace_per_second();
    }
}

/// What the client makes of a reply.
pub fn answer(reply: Reply) -> Answer {
    let (code, status, retry_after_ms) = match reply {
        Reply::Accept => return Answer::Updated,
        Reply::Refuse(wait_ms) => (Code::RateLimited, 429, wait_ms),
        Reply::Fail => (Code::ServerError, 503, None),
    };
    Answer::Failed(Failed {
        code,
        status: Some(status),
        is_retryable: true,
        retry_after_ms,
    })
}
