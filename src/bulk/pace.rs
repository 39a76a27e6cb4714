//! The pace of a run: how many requests begin in a second.
//!
//! 1. There is no pace before the first refusal. After it, the run spaces its requests evenly by the pace.
//! 2. The first refusal starts a search. The search begins at the average rate of the requests that passed,
//!    and the pause after the refusal counts as time. If the API refused several requests and named a wait
//!    of less than a second, then one request takes about this wait, and the search may begin just below
//!    that rate.
//! 3. The search makes the pace nearly three times as fast every half second, until the API refuses a request.
//! 4. The pace of the refused request is too fast. The next pace is the average rate of the requests that
//!    passed while the gate was open. It is at least 0.6 and at most 0.85 of the refused pace. If that pace
//!    was fast and the API named a wait of less than 25 ms, then a refusal costs little, and the next pace
//!    is at most 0.92 of the refused one.
//! 5. From there the pace approaches the refused pace along a parabola: slowly first, then faster. It
//!    arrives after 11 seconds, or after 5 if a refusal costs little. A slow pace takes longer, so that at
//!    most one of about 60 requests is refused.
//! 6. If the pace arrives without a refusal, the API takes more than before. Then the pace grows faster.
//! 7. The pace grows only while it is what the requests wait for. It does not grow while the gate is closed,
//!    while the source is slow, or while `concurrency` is the limit.
//! 8. An outage does not change the pace. Neither does a refusal of a request from before the last opening.
//! 9. A refusal that `room` explains does not change the pace.
//!
//! Nothing here is new. Evenly spaced requests are a token bucket that holds one token. A cut after each sign
//! of congestion is AIMD (RFC 5681). A growth that depends on the time since the cut, and that is slow at a
//! pace that is known to pass, is the idea of CUBIC (RFC 9438). The "adaptive" retry mode of the AWS SDKs
//! uses CUBIC for the rate of requests. All of those cut by a fixed factor. This pace cuts by what it has
//! counted, because a refusal costs a whole second if the API names its waits in seconds.

/// The pace may make up for a timer that fired late, up to this many milliseconds.
const SLACK_MS: f64 = 20.0;
/// One request a minute.
const SLOWEST: f64 = 1.0 / 60.0;

/// The seconds in which a search makes the pace faster by the factor e.
const SEARCH_SECONDS: f64 = 0.5;
/// The same, if the search begins at the rate of a named wait.
const NAMED_SEARCH_SECONDS: f64 = 1.5;
/// The same, beyond the pace that was refused last.
const BEYOND_SECONDS: f64 = 3.0;
/// The shortest time until the pace is the refused one again, in seconds.
const APPROACH_SECONDS: f64 = 11.0;
/// The same, if the refusal was cheap.
const CHEAP_APPROACH_SECONDS: f64 = 5.0;
/// The requests that such a time has at least.
const APPROACH_REQUESTS: f64 = 60.0;

/// The shortest time of the first average, in seconds. A burst alone says little about the limit.
const FIRST_SECONDS: f64 = 1.0;
/// A shorter named wait counts as the time that one request takes.
const EXACT_WAIT_MS: f64 = 1_000.0;
/// A search begins at this part of the rate of a named wait.
const NAMED_PART: f64 = 0.95;
/// The smallest next pace, as a part of the refused one.
const SMALLEST_PART: f64 = 0.6;
/// The largest next pace, as a part of the refused one.
const LARGEST_PART: f64 = 0.85;
/// The same, if the refusal was cheap.
const CHEAP_LARGEST_PART: f64 = 0.92;
/// A refusal is cheap if it named a shorter wait, and if the pace was faster than `FAST`. More refusals then
/// cost less than a slower pace.
const CHEAP_WAIT_MS: f64 = 25.0;
/// At a faster pace the short approach has so many requests that few of them are refused.
const FAST: f64 = 50.0;

/// The pace of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    learned: Option<Learned>,
    episode: Episode,
}

/// The time from an opening of the gate to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Episode {
    /// When its first request began.
    since: Option<f64>,
    /// Its requests that the API did not refuse, as far as is known.
    passed: f64,
    refusal: Option<Refusal>,
}

/// The refusals that closed the gate.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Refusal {
    at: f64,
    /// The pace by which the first of them was spaced. `None` if there was no pace.
    pace: Option<f64>,
    count: u32,
    /// The longest wait that the API named, in milliseconds.
    longest_ms: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Learned {
    per_second: f64,
    /// The pace that led to `next_at`.
    spacing: f64,
    next_at: f64,
    growth: Growth,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Growth {
    Search {
        seconds: f64,
    },
    Approach {
        start: f64,
        refused: f64,
        /// The time until the pace is the refused one again.
        seconds: f64,
        clock: f64,
    },
}

impl Pace {
    /// The requests that begin in a second. `None` before the first refusal.
    #[must_use]
    pub fn per_second(&self) -> Option<f64> {
        self.learned.map(|learned| learned.per_second)
    }

    /// When the next request may begin. `None` if the pace does not matter.
    #[must_use]
    pub fn next_at(&self) -> Option<f64> {
        self.learned.map(|learned| learned.next_at)
    }

    /// Notes that a request begins. Returns the pace by which it was spaced.
    pub fn begin(&mut self, now: f64) -> Option<f64> {
        self.episode.since.get_or_insert(now);
        self.episode.passed += 1.0;
        let learned = self.learned.as_mut()?;
        let spacing = learned.spacing;
        learned.begin(now);
        Some(spacing)
    }

    /// Notes that a request of this episode did not pass.
    pub fn fail(&mut self) {
        self.episode.passed -= 1.0;
    }

    /// Learns from a refusal in this episode. `pace` is the one by which the request was spaced.
    pub fn refuse(&mut self, now: f64, pace: Option<f64>, named_ms: Option<f64>, opens_at: f64) {
        let refusal = self.episode.refusal.get_or_insert(Refusal {
            at: now,
            pace,
            count: 0,
            longest_ms: 0.0,
        });
        refusal.count = refusal.count.saturating_add(1);
        refusal.longest_ms = refusal.longest_ms.max(named_ms.unwrap_or(f64::INFINITY));
        self.learn(opens_at);
    }

    /// Whether no refusal came before this episode.
    #[must_use]
    pub fn is_new(&self) -> bool {
        match self.episode.refusal {
            None => self.learned.is_none(),
            Some(refusal) => refusal.pace.is_none(),
        }
    }

    /// Notes that the next request probes, and begins a new episode.
    pub fn probe(&mut self, now: f64) {
        self.learn(now);
        self.episode = Episode::default();
        if let Some(learned) = &mut self.learned {
            learned.next_at = now;
        }
    }

    /// Learns from this episode, if it ended with a refusal. Late answers may follow, so this is done again
    /// when the gate opens.
    fn learn(&mut self, opens_at: f64) {
        let Episode {
            since: Some(since),
            passed,
            refusal: Some(refusal),
        } = self.episode
        else {
            return;
        };
        let (per_second, growth) = match refusal.pace {
            None => {
                let seconds = (opens_at - since) / 1_000.0;
                refusal.search(passed.max(1.0) / seconds.max(FIRST_SECONDS))
            }
            // A probe that is refused says nothing about the pace.
            Some(_) if passed <= 0.0 => return,
            Some(refused) => {
                let open_seconds = (refusal.at - since) / 1_000.0;
                refusal.approach(refused, passed / open_seconds)
            }
        };
        self.learned = Some(Learned {
            per_second,
            spacing: per_second,
            next_at: opens_at,
            growth,
        });
    }
}

impl Refusal {
    /// The first pace of a search, after this average rate.
    fn search(&self, average: f64) -> (f64, Growth) {
        let named = NAMED_PART * 1_000.0 / self.longest_ms;
        let is_exact = (1.0..EXACT_WAIT_MS).contains(&self.longest_ms);
        if self.count > 1 && is_exact && named > average {
            let seconds = NAMED_SEARCH_SECONDS;
            return (named, Growth::Search { seconds });
        }
        let seconds = SEARCH_SECONDS;
        (average.max(SLOWEST), Growth::Search { seconds })
    }

    /// The next pace between one that was refused and one that passed.
    fn approach(&self, refused: f64, passed: f64) -> (f64, Growth) {
        let (largest, shortest) = if self.longest_ms < CHEAP_WAIT_MS && refused > FAST {
            (CHEAP_LARGEST_PART, CHEAP_APPROACH_SECONDS)
        } else {
            (LARGEST_PART, APPROACH_SECONDS)
        };
        let start = passed
            .max(SMALLEST_PART * refused)
            .min(largest * refused)
            .max(SLOWEST);
        let growth = Growth::Approach {
            start,
            refused: refused.max(start),
            seconds: (APPROACH_REQUESTS / start).max(shortest),
            clock: 0.0,
        };
        (start, growth)
    }
}

impl Learned {
    fn begin(&mut self, now: f64) {
        let seconds = 1.0 / self.per_second;
        let had_to_wait = self.next_at >= now - SLACK_MS / 2.0;
        self.spacing = self.per_second;
        self.next_at = self.next_at.max(now - SLACK_MS) + seconds * 1_000.0;
        if had_to_wait {
            self.per_second = self.growth.grow(self.per_second, seconds);
        }
    }
}

impl Growth {
    /// The pace after so many seconds more.
    fn grow(&mut self, pace: f64, seconds: f64) -> f64 {
        match self {
            Self::Search { seconds: slowness } => pace * (1.0 + seconds / *slowness),
            Self::Approach {
                start,
                refused,
                seconds: time,
                clock,
            } => {
                *clock += seconds;
                let part = *clock / *time;
                if part <= 1.0 {
                    *start + (*refused - *start) * part * part
                } else {
                    pace * (1.0 + seconds / BEYOND_SECONDS)
                }
            }
        }
    }
}
