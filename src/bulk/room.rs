//! The room of a run: how many requests at once the API takes.
//!
//! Some APIs limit the requests under way, and not their rate. No pace fits such an API, because its
//! answers take different times. So the run may use less than its `concurrency`.
//!
//! A refusal is taken for such a limit if more requests were under way than ever passed, and nearly as many
//! have just passed. Then one request less is the room. It grows again by one, after 30 seconds at
//! first, and sooner each time that nothing was refused.

/// How long a room holds before more requests are tried, in milliseconds.
const PATIENCE_MS: f64 = 30_000.0;
/// Each trial that succeeds divides the time before the next one by this.
const HASTE: f64 = 4.0;

/// The room of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// The option `concurrency`.
    most: u32,
    /// The most requests under way at once.
    limit: u32,
    /// The most requests under way when one passed. It is fixed while the room is limited.
    known: u32,
    /// The same, since the gate opened.
    recent: u32,
    patience_ms: f64,
    /// When the limit changed, or when the gate opened after that.
    since: f64,
}

impl Room {
    /// A room for so many requests.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self {
            most,
            limit: most,
            known: 0,
            recent: 0,
            patience_ms: PATIENCE_MS,
            since: 0.0,
        }
    }

    /// Whether there is no room for one more request.
    #[must_use]
    pub fn is_full(&self, in_flight: u32) -> bool {
        in_flight >= self.limit
    }

    /// Tries more requests if the room is full and the last change is long ago.
    pub fn grow(&mut self, in_flight: u32, now: f64) {
        let may_grow = self.limit < self.most && now - self.since >= self.patience_ms;
        if may_grow && self.is_full(in_flight) {
            self.limit += 1;
            self.patience_ms /= HASTE;
            self.since = now;
        }
    }

    /// Notes that a request passed. `in_flight` counts the requests under way after it began.
    pub fn pass(&mut self, in_flight: u32) {
        self.recent = self.recent.max(in_flight);
        if self.limit == self.most {
            self.known = self.known.max(in_flight);
        }
    }

    /// Notes a refusal. Returns whether the room was the reason.
    pub fn refuse(&mut self, in_flight: u32, now: f64) -> bool {
        let nearly_passed = self.recent.saturating_add(1 + self.recent / 8);
        if in_flight < 2 || in_flight <= self.known || in_flight > nearly_passed {
            return false;
        }
        if in_flight <= self.limit {
            self.limit = in_flight - 1;
            self.known = self.limit;
            self.patience_ms = PATIENCE_MS;
            self.since = now;
        }
        true
    }

    /// Notes that the gate opens.
    pub fn open(&mut self, now: f64) {
        self.recent = 0;
        self.since = now;
    }
}
