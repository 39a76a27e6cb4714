//! The rate at which items are settled, and the time that is left.

/// The length of one count, in milliseconds. The rate covers one to two counts, because an API may count
/// by the minute and stop the run for a part of each minute.
const SPAN_MS: f64 = 30_000.0;

/// Counts the items that are settled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rate {
    /// When the current count began. `None` before the first request.
    since: Option<f64>,
    current: f64,
    /// The count before. `None` during the first one.
    previous: Option<f64>,
}

impl Rate {
    /// Begins to count. Only the first call has an effect.
    pub fn begin(&mut self, now: f64) {
        self.since.get_or_insert(now);
    }

    /// Counts an item.
    pub fn settle(&mut self, now: f64) {
        self.begin(now);
        *self = self.at(now);
        self.current += 1.0;
    }

    /// Returns the items that were settled in a second, as an average over the last 30 to 60 seconds.
    #[must_use]
    pub fn per_second(&self, now: f64) -> f64 {
        let counts = self.at(now);
        let Some(since) = counts.since else {
            return 0.0;
        };
        let before_ms = counts.previous.map_or(0.0, |_| SPAN_MS);
        let items = counts.current + counts.previous.unwrap_or(0.0);
        items * 1_000.0 / (before_ms + now - since).max(1.0)
    }

    /// Returns the milliseconds until so many items more are settled. `None` if no item was settled lately.
    #[must_use]
    pub fn eta_ms(&self, now: f64, items: f64) -> Option<f64> {
        let eta = items.max(0.0) * 1_000.0 / self.per_second(now);
        eta.is_finite().then_some(eta)
    }

    /// The counts as they are at this time.
    fn at(self, now: f64) -> Self {
        let spans = self
            .since
            .map_or(0.0, |since| ((now - since) / SPAN_MS).floor());
        if spans < 1.0 {
            return self;
        }
        Self {
            since: self.since.map(|since| since + spans * SPAN_MS),
            current: 0.0,
            previous: Some(if spans < 2.0 { self.current } else { 0.0 }),
        }
    }
}
