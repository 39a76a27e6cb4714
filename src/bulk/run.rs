//! The policy of one run. The facade asks it before each request, and tells it each answer.

use crate::bulk::answer::{Answer, Meaning};
use crate::bulk::flight::{Flight, Request};
use crate::bulk::gate::{Gate, Passage};
use crate::bulk::item::{Verdict, judge};
use crate::bulk::pace::Pace;
use crate::bulk::rate::Rate;
use crate::bulk::room::Room;

/// The options of a run that the policy needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The most requests under way at once. 0 counts as 1.
    pub concurrency: u32,
    /// The retries of an item. A repetition after a refusal is not counted.
    pub max_retries: u32,
    /// How long the gate may be closed without a success, in milliseconds.
    pub max_pause_ms: f64,
    /// The number of failed items at which the run stops.
    pub max_failures: f64,
}

/// What the facade may do with the item that comes next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Begin its request. The number belongs to this request until it ends.
    Begin(u32),
    /// Wait until a request ends, or until this time if there is one, and ask again.
    Wait(Option<f64>),
    /// Begin no request any more.
    Stopped(Stop),
}

/// Why a run stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// One item failed in a way in which every item would fail. The reason is the item's error.
    Fatal,
    /// Too many items failed. The reason is the last item's error.
    MaxFailures,
    /// The gate was closed for too long. The reason is the last error.
    MaxPause,
    /// The facade knows the reason: an abort, a source that failed, a loop that ended.
    Facade,
}

/// The policy of one run.
///
/// `now` is a clock in milliseconds from 0 on. If it goes back, the policy keeps the latest time. `random`
/// is a number from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    options: Options,
    gate: Gate,
    pace: Pace,
    room: Room,
    rate: Rate,
    now: f64,
    flight: Flight,
    episode: u32,
    /// The retryable failures since the last answer of another kind.
    failures_in_row: u32,
    failures: f64,
    stop: Option<Stop>,
}

impl Run {
    /// The policy before the first request.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let concurrency = options.concurrency.max(1);
        Self {
            options: Options {
                concurrency,
                ..options
            },
            gate: Gate::default(),
            pace: Pace::default(),
            room: Room::new(concurrency),
            rate: Rate::default(),
            now: 0.0,
            flight: Flight::default(),
            episode: 0,
            failures_in_row: 0,
            failures: 0.0,
            stop: None,
        }
    }

    /// Decides whether a request begins. Ask only with an item at hand: refused items first, then those
    /// whose wait is over, then new ones.
    pub fn next(&mut self, now: f64) -> Next {
        let now = self.advance(now);
        let gives_up_at = self.gives_up_at();
        if gives_up_at.is_some_and(|at| now >= at) {
            self.stop(Stop::MaxPause);
        }
        if let Some(stop) = self.stop {
            return Next::Stopped(stop);
        }
        self.room.grow(self.flight.count(), now);
        match self.gate.passage(now) {
            Passage::Closed(opens_at) => {
                Next::Wait(Some(gives_up_at.map_or(opens_at, |at| at.min(opens_at))))
            }
            Passage::Probing => Next::Wait(gives_up_at),
            Passage::Probe => self.begin(now, true),
            Passage::Open if self.room.is_full(self.flight.count()) => Next::Wait(None),
            Passage::Open => match self.pace.next_at() {
                Some(at) if at > now => Next::Wait(Some(at)),
                _ => self.begin(now, false),
            },
        }
    }

    /// Decides what becomes of the item whose request ended.
    ///
    /// `retries` is the number of `Retry` verdicts that the item had before.
    pub fn end(
        &mut self,
        number: u32,
        answer: &Answer,
        retries: u32,
        now: f64,
        random: f64,
    ) -> Verdict {
        let now = self.advance(now);
        let random = if random >= 0.0 { random.min(1.0) } else { 0.0 };
        let meaning = answer.meaning();
        if let Some(request) = self.flight.end(number) {
            self.learn(&request, meaning, now, random);
        }
        let may_repeat = self.stop.is_none();
        let max_retries = self.options.max_retries;
        let verdict = judge(meaning, retries, max_retries, may_repeat, now, random);
        if meaning == Meaning::Fatal {
            self.stop(Stop::Fatal);
        }
        match verdict {
            Verdict::Updated => self.rate.settle(now),
            Verdict::Failed => {
                self.rate.settle(now);
                self.failures += 1.0;
                if self.failures >= self.options.max_failures {
                    self.stop(Stop::MaxFailures);
                }
            }
            Verdict::Abandoned | Verdict::Refused | Verdict::Retry(_) => {}
        }
        verdict
    }

    /// Stops the run. The first reason stays.
    pub fn stop(&mut self, stop: Stop) {
        self.stop.get_or_insert(stop);
    }

    /// Why the run stopped. `None` while it goes on.
    #[must_use]
    pub fn stopped(&self) -> Option<Stop> {
        self.stop
    }

    /// The requests that begin in a second. `None` before the first refusal.
    #[must_use]
    pub fn pace_per_second(&self) -> Option<f64> {
        self.pace.per_second()
    }

    /// When the gate opens. `None` if it is open.
    #[must_use]
    pub fn paused_until(&self) -> Option<f64> {
        self.gate.opens_at()
    }

    /// The items that were settled in a second, lately.
    #[must_use]
    pub fn rate_per_second(&self, now: f64) -> f64 {
        self.rate.per_second(self.latest(now))
    }

    /// The milliseconds until so many items more are settled. `None` if no item was settled lately.
    #[must_use]
    pub fn eta_ms(&self, now: f64, items: f64) -> Option<f64> {
        self.rate.eta_ms(self.latest(now), items)
    }

    fn latest(&self, now: f64) -> f64 {
        if now.is_finite() {
            self.now.max(now)
        } else {
            self.now
        }
    }

    fn advance(&mut self, now: f64) -> f64 {
        self.now = self.latest(now);
        self.now
    }

    fn gives_up_at(&self) -> Option<f64> {
        let at = self.gate.closed_since()? + self.options.max_pause_ms;
        at.is_finite().then_some(at)
    }

    fn begin(&mut self, now: f64, is_probe: bool) -> Next {
        if is_probe {
            self.gate.probe();
            self.pace.probe(now);
            self.room.open(now);
            self.episode = self.episode.wrapping_add(1);
        }
        self.rate.begin(now);
        Next::Begin(self.flight.begin(Request {
            is_probe,
            episode: self.episode,
            in_flight: self.flight.count().saturating_add(1),
            pace: self.pace.begin(now),
        }))
    }

    /// Learns from an answer about the API.
    fn learn(&mut self, request: &Request, meaning: Meaning, now: f64, random: f64) {
        let is_current = request.episode == self.episode;
        match meaning {
            Meaning::Updated | Meaning::Final | Meaning::Fatal => {
                self.failures_in_row = 0;
                if is_current {
                    self.room.pass(request.in_flight);
                }
                if request.is_probe {
                    self.gate.probe_answered(now);
                }
                if meaning == Meaning::Updated {
                    self.gate.succeeded(now);
                }
            }
            Meaning::Unsent => {
                if is_current {
                    self.pace.fail();
                }
                if request.is_probe {
                    self.gate.probe_again();
                }
            }
            Meaning::Refused { retry_after_ms } => {
                self.close(request, retry_after_ms, now, random);
                if is_current {
                    self.pace.fail();
                }
                if is_current || self.pace.per_second().is_none() {
                    self.refuse(request, retry_after_ms, now);
                }
            }
            Meaning::Retryable { .. } => {
                if is_current {
                    self.pace.fail();
                }
                self.fail(request, now, random);
            }
        }
    }

    fn close(&mut self, request: &Request, named_ms: Option<f64>, now: f64, random: f64) {
        if request.is_probe {
            self.gate.probe_failed(now, named_ms, random);
        } else {
            self.gate.close(now, named_ms, random);
        }
    }

    /// Learns the pace or the room from a refusal.
    fn refuse(&mut self, request: &Request, named_ms: Option<f64>, now: f64) {
        if self.pace.is_new() || !self.room.refuse(request.in_flight, now) {
            let opens_at = self.gate.opens_at().unwrap_or(now);
            self.pace.refuse(now, request.pace, named_ms, opens_at);
        }
    }

    /// Counts a retryable failure. An outage closes the gate.
    fn fail(&mut self, request: &Request, now: f64, random: f64) {
        self.failures_in_row = self.failures_in_row.saturating_add(1);
        let is_outage = self.failures_in_row >= self.options.concurrency.saturating_mul(2);
        if request.is_probe || (is_outage && self.gate.is_open()) {
            self.close(request, None, now, random);
        }
    }
}
