//! A call with a clock of its own. It does what the facade does, and writes down what it was told to do.

use std::cell::{Cell, Ref, RefCell};
use std::future::pending;

use odeus_integrations::call::applied::Applied;
use odeus_integrations::call::deadline::{Deadline, attempt_limit_ms};
use odeus_integrations::call::outcome::{Event, Outcome};
use odeus_integrations::call::repetition::{Call, Stage};
use odeus_integrations::call::retry::Repeat;

use super::choices::Choices;
use super::script::{ATTEMPTS, Said, WAITS, Waited};

/// How long an answer takes.
const ANSWER_MS: f64 = 50.0;

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub timeout_ms: f64,
    pub attempt_timeout_ms: f64,
    pub tokens: u32,
    pub max_retries: u32,
    pub random: f64,
    pub has_traps: bool,
}

/// A step of a call. The times are milliseconds since the call began.
#[derive(Clone, Copy, Debug)]
pub enum Traced {
    Attempt {
        at_ms: f64,
        until_ms: f64,
        said: Said,
    },
    Wait {
        at_ms: f64,
        delay_ms: f64,
        cost: u32,
        waited: Waited,
    },
}

impl Traced {
    pub fn said(&self) -> Option<Said> {
        match self {
            Self::Attempt { said, .. } => Some(*said),
            Self::Wait { .. } => None,
        }
    }

    pub fn ends_the_call(&self) -> bool {
        match self {
            Self::Attempt { said, .. } => said.is_answer() || said.is_abort(),
            Self::Wait { waited, .. } => *waited != Waited::Whole,
        }
    }
}

pub struct Fake<'a> {
    limits: Limits,
    choices: RefCell<&'a mut Choices>,
    trace: RefCell<Vec<Traced>>,
    now_ms: Cell<f64>,
    tokens: Cell<u32>,
    applied: Cell<Applied>,
    last: Cell<(Said, Repeat, Applied)>,
    stage: Cell<Stage>,
    goes_on: Cell<bool>,
    traps_next: Cell<bool>,
}

impl<'a> Fake<'a> {
    pub fn new(limits: Limits, choices: &'a mut Choices) -> Self {
        Self {
            limits,
            choices: RefCell::new(choices),
            trace: RefCell::default(),
            now_ms: Cell::new(0.0),
            tokens: Cell::new(limits.tokens),
            applied: Cell::new(Applied::No),
            last: Cell::new((Said::Answer, Repeat::No, Applied::No)),
            stage: Cell::new(Stage::Failed),
            goes_on: Cell::new(false),
            traps_next: Cell::new(false),
        }
    }

    pub fn trace(&self) -> Ref<'_, Vec<Traced>> {
        self.trace.borrow()
    }

    pub fn applied_so_far(&self) -> Applied {
        self.applied.get()
    }

    pub fn tokens_left(&self) -> u32 {
        self.tokens.get()
    }

    pub fn now_ms(&self) -> f64 {
        self.now_ms.get()
    }

    pub fn stage(&self) -> Stage {
        self.stage.get()
    }

    /// Makes the attempt that comes before the repetition. Returns whether it failed.
    pub fn make_first_attempt(&self) -> bool {
        self.begin_attempt(self.limits.timeout_ms);
        self.stage.set(Stage::Failed);
        self.traps_next.set(false);
        self.goes_on.get()
    }

    fn begin(&self, stage: Stage) {
        self.stage.set(stage);
        self.traps_next.set(self.limits.has_traps);
    }
}

impl Call for Fake<'_> {
    fn attempts(&self) -> u32 {
        let attempts = self.trace().iter().filter_map(Traced::said).count();
        u32::try_from(attempts).expect("a few attempts")
    }

    fn max_retries(&self) -> u32 {
        self.limits.max_retries
    }

    fn last_repeat(&self) -> Repeat {
        self.last.get().1
    }

    fn last_applied(&self) -> Applied {
        self.last.get().2
    }

    fn applied(&self) -> Applied {
        self.applied.get()
    }

    fn set_applied(&self, applied: Applied) {
        self.applied.set(applied);
    }

    fn floor_ms(&self) -> f64 {
        self.last.get().0.retry_after_ms()
    }

    fn left_ms(&self) -> f64 {
        self.limits.timeout_ms - self.now_ms.get()
    }

    fn tokens(&self) -> u32 {
        self.tokens.get()
    }

    fn random(&self) -> f64 {
        self.limits.random
    }

    fn begin_wait(&self, delay_ms: f64, cost: u32) {
        self.begin(Stage::Waiting);
        let at_ms = self.now_ms.get();
        let waited = self.choices.borrow_mut().choose(&WAITS);
        self.tokens.set(self.tokens.get() - cost);
        self.trace.borrow_mut().push(Traced::Wait {
            at_ms,
            delay_ms,
            cost,
            waited,
        });
        self.goes_on.set(waited != Waited::Abort);
        self.now_ms.set(match waited {
            Waited::Whole => at_ms + delay_ms,
            Waited::Abort => at_ms + delay_ms / 2.0,
            Waited::Late => self.limits.timeout_ms,
        });
    }

    fn begin_attempt(&self, left_ms: f64) {
        self.begin(Stage::Attempting);
        let at_ms = self.now_ms.get();
        let chosen = self.choices.borrow_mut().choose(&ATTEMPTS);
        let limit_ms = attempt_limit_ms(left_ms, self.limits.attempt_timeout_ms);
        let (said, took_ms, event, head) = meet(chosen, left_ms, limit_ms, &self.limits);
        self.now_ms.set(at_ms + took_ms);
        let until_ms = self.now_ms.get();
        self.trace.borrow_mut().push(Traced::Attempt {
            at_ms,
            until_ms,
            said,
        });
        self.goes_on.set(event.is_some());
        if let Some(event) = event {
            let outcome = Outcome::judge(event, head);
            self.last.set((said, outcome.repeat(), outcome.applied()));
        }
    }

    async fn finish(&self) -> bool {
        if self.traps_next.replace(false) {
            pending::<()>().await;
        }
        self.goes_on.get()
    }
}

/// What happens, how long it takes, and what the facade reports about it: no event for an answer.
fn meet(
    chosen: Said,
    left_ms: f64,
    limit_ms: f64,
    limits: &Limits,
) -> (Said, f64, Option<Event>, Option<u16>) {
    let is_calls = left_ms <= limits.attempt_timeout_ms;
    let deadline = || Event::Deadline {
        deadline: if is_calls {
            Deadline::Call
        } else {
            Deadline::Attempt
        },
        limit_ms,
        limit: String::new(),
    };
    let stall = |head| {
        if is_calls {
            Said::CallDeadline(head)
        } else {
            Said::Stall(head)
        }
    };
    if limit_ms <= ANSWER_MS {
        return (stall(None), limit_ms, Some(deadline()), None);
    }
    if let Said::Stall(head) = chosen {
        return (stall(head), limit_ms, Some(deadline()), head);
    }
    let (event, head) = match chosen {
        Said::Status(status, _) => (
            Some(Event::Body(
                odeus_integrations::call::body::UnusableBody::Empty,
            )),
            Some(status),
        ),
        Said::Abort(head) => (Some(Event::Abort), head),
        Said::PartOfAnswer | Said::Foreign => (chosen.unusable().map(Event::Body), Some(200)),
        _ => {
            let details = String::new();
            let event = chosen
                .reason()
                .map(|reason| Event::NoAnswer { reason, details });
            (event, None)
        }
    };
    (chosen, ANSWER_MS, event, head)
}
