//! The gate of a run. No request begins while it is closed.
//!
//! A refusal closes the gate until the time that the API named (`retry-after`, RFC 9110, section 10.2.3)
//! and up to a tenth longer, so that clients that wait for the same time do not all come back at once. If
//! the API named no time, the wait is random ("full jitter"), and its upper end doubles with each closing.
//! A named wait of 0 counts as none, because some servers cut the seconds. Otherwise the probes would follow
//! one another without a pause.
//! After the wait one request probes. Its answer opens the gate or closes it again.

use crate::call::retry::full_jitter;
use crate::configuration::setting::MAXIMUM_TIMEOUT_MS;

/// The upper end of the first wait that the API did not name, in milliseconds.
const BASE_WAIT_MS: f64 = 1_000.0;
/// The largest upper end of a wait that the API did not name, in milliseconds.
const MAXIMUM_WAIT_MS: f64 = 60_000.0;
/// The largest part of a named wait that is added to it.
pub(crate) const SPREAD: f64 = 0.1;

/// The gate of a run. It is open at first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gate {
    closed: Option<Closed>,
    /// The closings since the last success.
    closings: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Closed {
    opens_at: f64,
    /// The time of the closing, or of the last success after it.
    since: f64,
    is_probing: bool,
}

/// What the gate lets through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Passage {
    /// Every request.
    Open,
    /// No request before this time.
    Closed(f64),
    /// One request, which probes.
    Probe,
    /// No request before the answer to the one that probes.
    Probing,
}

impl Gate {
    /// Returns what the gate lets through.
    #[must_use]
    pub fn passage(&self, now: f64) -> Passage {
        match self.closed {
            None => Passage::Open,
            Some(closed) if closed.is_probing => Passage::Probing,
            Some(closed) if now < closed.opens_at => Passage::Closed(closed.opens_at),
            Some(_) => Passage::Probe,
        }
    }

    /// Whether the gate is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// The time from which one request may probe. `None` if the gate is open.
    #[must_use]
    pub fn opens_at(&self) -> Option<f64> {
        self.closed.map(|closed| closed.opens_at)
    }

    /// The time since which the gate is closed and no request succeeded. `None` if the gate is open.
    #[must_use]
    pub fn closed_since(&self) -> Option<f64> {
        self.closed.map(|closed| closed.since)
    }

    /// Closes the gate for the wait that the API named, or for a random one. If the gate is closed, its
    /// opening moves further out, and never nearer.
    ///
    /// `random` is a number from 0 to 1.
    pub fn close(&mut self, now: f64, named_ms: Option<f64>, random: f64) {
        if self.closed.is_none() {
            self.closings = self.closings.saturating_add(1);
        }
        let opens_at = now + self.wait_ms(named_ms, random);
        let closed = self.closed.get_or_insert(Closed {
            opens_at,
            since: now,
            is_probing: false,
        });
        closed.opens_at = closed.opens_at.max(opens_at);
    }

    /// Notes that a request probes.
    pub fn probe(&mut self) {
        if let Some(closed) = &mut self.closed {
            closed.is_probing = true;
        }
    }

    /// Notes that the request that probed was never sent. Another request probes.
    pub fn probe_again(&mut self) {
        if let Some(closed) = &mut self.closed {
            closed.is_probing = false;
        }
    }

    /// Closes the gate once more, because the API refused the request that probed or did not answer it.
    pub fn probe_failed(&mut self, now: f64, named_ms: Option<f64>, random: f64) {
        self.closings = self.closings.saturating_add(1);
        self.probe_again();
        self.close(now, named_ms, random);
    }

    /// Opens the gate, because the API answered the request that probed. If a late refusal moved the
    /// opening further out, the gate stays closed until then, and another request probes.
    pub fn probe_answered(&mut self, now: f64) {
        self.probe_again();
        self.closed = self.closed.filter(|closed| now < closed.opens_at);
    }

    /// Notes that a request succeeded.
    pub fn succeeded(&mut self, now: f64) {
        self.closings = 0;
        if let Some(closed) = &mut self.closed {
            closed.since = now;
        }
    }

    fn wait_ms(&self, named_ms: Option<f64>, random: f64) -> f64 {
        let named_ms = named_ms.filter(|&named| named > 0.0);
        let wait = named_ms.map_or_else(
            || full_jitter(BASE_WAIT_MS, MAXIMUM_WAIT_MS, self.closings, random),
            |named| named * (1.0 + SPREAD * random),
        );
        wait.min(MAXIMUM_TIMEOUT_MS)
    }
}
